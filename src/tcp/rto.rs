//! The retransmission timeout of RFC 6298 §2, in whole nanoseconds.

use super::TcpConfig;
use crate::base::Span;

/// No RTO is shorter, whatever the configuration says: a timer that fires at once would never let time pass.
const FLOOR: Span = Span::from_millis(1);

/// The estimator: SRTT, RTTVAR and what follows from them.
#[derive(Clone, Debug)]
pub(super) struct Rto {
    pub srtt: Option<Span>,
    pub rttvar: Span,
    /// The RTO in force, back-off included.
    pub value: Span,
}

impl Rto {
    /// Before any measurement (RFC 6298 §2.1).
    pub fn new(config: &TcpConfig) -> Rto {
        Rto { srtt: None, rttvar: Span::ZERO, value: bounded(config.rto_initial, config) }
    }

    /// Takes a measurement (RFC 6298 §2.2, §2.3); the back-off ends with it (§5, last paragraph).
    pub fn sample(&mut self, r: Span, config: &TcpConfig) {
        match self.srtt {
            None => {
                self.srtt = Some(r);
                self.rttvar = r.div(2);
            }
            Some(srtt) => {
                let error = if srtt > r { srtt - r } else { r - srtt };
                // RTTVAR first: it uses the SRTT from before this sample.
                self.rttvar = (self.rttvar.times(3) + error).div(4);
                self.srtt = Some((srtt.times(7) + r).div(8));
            }
        }
        let srtt = self.srtt.unwrap_or_default();
        let spread = self.rttvar.times(4).max(config.clock_granularity);
        self.value = bounded(srtt + spread, config);
    }

    /// Doubles the RTO (RFC 6298 §5.5), up to the greatest (§2.5).
    pub fn back_off(&mut self, config: &TcpConfig) {
        self.value = bounded(self.value.times(2), config);
    }

    /// The RTO for data once a SYN timed out (RFC 6298 §5.7). Returns whether it was raised.
    pub fn after_syn_loss(&mut self, config: &TcpConfig) -> bool {
        let short = config.rto_initial < config.rto_after_syn_loss;
        if short {
            // No measurement was possible (Karn), so what stands here is the first RTO, backed off.
            self.value = bounded(config.rto_after_syn_loss, config);
        }
        short
    }
}

/// RFC 6298 §2.4 and §2.5.
fn bounded(rto: Span, config: &TcpConfig) -> Span {
    rto.min(config.rto_max).max(config.rto_min).max(FLOOR)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config() -> TcpConfig {
        TcpConfig { rto_min: Span::ZERO, ..TcpConfig::default() }
    }

    #[test]
    fn the_first_measurement_sets_srtt_and_half_of_it_as_rttvar() {
        let mut rto = Rto::new(&config());
        assert_eq!(rto.value, Span::from_secs(1));
        rto.sample(Span::from_millis(100), &config());
        assert_eq!((rto.srtt, rto.rttvar, rto.value), (Some(Span::from_millis(100)), Span::from_millis(50), Span::from_millis(300)));
    }

    #[test]
    fn a_later_measurement_weighs_an_eighth_and_a_quarter() {
        let mut rto = Rto::new(&config());
        rto.sample(Span::from_millis(100), &config());
        rto.sample(Span::from_millis(180), &config());
        assert_eq!(rto.srtt, Some(Span::from_millis(110)));
        assert_eq!(rto.rttvar, Span::from_micros(57_500));
        assert_eq!(rto.value, Span::from_millis(340));
    }

    #[test]
    fn must_18_a_short_rto_is_rounded_up_to_the_least_and_doubling_stops_at_the_greatest() {
        let config = TcpConfig::default();
        let mut rto = Rto::new(&config);
        rto.sample(Span::from_millis(10), &config);
        assert_eq!(rto.value, Span::from_secs(1));
        for _ in 0..10 {
            rto.back_off(&config);
        }
        assert_eq!(rto.value, Span::from_secs(60));
    }

    #[test]
    fn the_granularity_stands_in_for_no_variation() {
        let config = config();
        let mut rto = Rto::new(&config);
        for _ in 0..200 {
            rto.sample(Span::from_millis(100), &config);
        }
        assert_eq!(rto.value, Span::from_millis(101));
    }
}
