//! JSON (RFC 8259) as it stands: numbers keep their text, keys keep their order, and a key that stands twice is refused.
//! The page reads its words and scenarios with this alone: `serde_json` and what it needs for floating point are eight kilobytes.

use super::order;

/// How deep lists and objects may lie within each other.
const DEPTH: u32 = 100;

/// A JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it is written.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object, its entries in the order of the file.
    Object(Vec<(String, Json)>),
}

/// Where a text is not JSON, and what stands against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Line, from 1.
    pub line: usize,
    /// Character of that line, from 1.
    pub column: usize,
    /// What is wrong there.
    pub why: String,
}

impl Json {
    /// A text.
    pub fn text(text: impl Into<String>) -> Json {
        Json::Text(text.into())
    }

    /// Reads a whole text as one value.
    pub fn read(text: &str) -> Result<Json, Fault> {
        let mut reader = Reader { text, at: 0 };
        let value = reader.value(DEPTH).and_then(|value| match reader.next() {
            None => Ok(value),
            Some(_) => Err("there is more after the end".to_owned()),
        });
        value.map_err(|why| {
            let before = text.get(..reader.at).unwrap_or(text);
            let (line, last) = before.split('\n').fold((0, ""), |(n, _), line| (n + 1, line));
            Fault { line, column: last.chars().count() + 1, why }
        })
    }

    /// Written over several lines, two spaces to a level.
    pub fn pretty(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, 1);
        out
    }

    fn write(&self, out: &mut String, level: usize) {
        match self {
            Json::Null => out.push_str("null"),
            Json::Bool(true) => out.push_str("true"),
            Json::Bool(false) => out.push_str("false"),
            Json::Number(digits) => out.push_str(digits),
            Json::Text(text) => quote(out, text),
            Json::List(list) => {
                out.push('[');
                for (n, item) in list.iter().enumerate() {
                    line(out, n > 0, level);
                    item.write(out, level + 1);
                }
                close(out, ']', list.is_empty(), level);
            }
            Json::Object(object) => {
                out.push('{');
                for (n, (key, value)) in object.iter().enumerate() {
                    line(out, n > 0, level);
                    quote(out, key);
                    out.push_str(": ");
                    value.write(out, level + 1);
                }
                close(out, '}', object.is_empty(), level);
            }
        }
    }
}

fn line(out: &mut String, comma: bool, level: usize) {
    out.push_str(if comma { ",\n" } else { "\n" });
    (0..level).for_each(|_| out.push_str("  "));
}

fn close(out: &mut String, bracket: char, empty: bool, level: usize) {
    if !empty {
        line(out, false, level - 1);
    }
    out.push(bracket);
}

fn quote(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match ESCAPES.iter().find(|(_, plain)| *plain == c) {
            Some((letter, _)) => {
                out.push('\\');
                out.push(*letter);
            }
            None if c < ' ' => {
                out.push_str("\\u00");
                out.extend([u32::from(c) >> 4, u32::from(c) & 15].into_iter().filter_map(|digit| char::from_digit(digit, 16)));
            }
            None => out.push(c),
        }
    }
    out.push('"');
}

/// What may stand behind a backslash besides `u`, and what it stands for. A slash may stand there too.
const ESCAPES: [(char, char); 7] = [('"', '"'), ('\\', '\\'), ('n', '\n'), ('t', '\t'), ('r', '\r'), ('b', '\u{8}'), ('f', '\u{c}')];

struct Reader<'a> {
    text: &'a str,
    /// Bytes that are read.
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is no space; it is not yet read.
    fn next(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = self.peek() {
            self.at += 1;
        }
        self.peek()
    }

    /// Reads a byte, where it is the next.
    fn takes(&mut self, byte: u8) -> bool {
        let is = self.next() == Some(byte);
        self.at += usize::from(is);
        is
    }

    fn value(&mut self, depth: u32) -> Result<Json, String> {
        let Some(depth) = depth.checked_sub(1) else { return Err("it lies too deep".into()) };
        match self.next() {
            Some(b'"') => self.string().map(Json::Text),
            Some(b'[') => self.list(depth),
            Some(b'{') => self.object(depth),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => {
                for (word, value) in [("null", Json::Null), ("true", Json::Bool(true)), ("false", Json::Bool(false))] {
                    if self.text.as_bytes().get(self.at..).is_some_and(|rest| rest.starts_with(word.as_bytes())) {
                        self.at += word.len();
                        return Ok(value);
                    }
                }
                Err("a value is missing".into())
            }
        }
    }

    fn list(&mut self, depth: u32) -> Result<Json, String> {
        self.at += 1;
        let mut list = Vec::new();
        if !self.takes(b']') {
            loop {
                list.push(self.value(depth)?);
                if self.takes(b']') {
                    break;
                }
                if !self.takes(b',') {
                    return Err("`,` or `]` is missing".into());
                }
            }
        }
        Ok(Json::List(list))
    }

    fn object(&mut self, depth: u32) -> Result<Json, String> {
        self.at += 1;
        let mut object: Vec<(String, Json)> = Vec::new();
        if !self.takes(b'}') {
            loop {
                if self.next() != Some(b'"') {
                    return Err("a key is missing".into());
                }
                let key = self.string()?;
                if !self.takes(b':') {
                    return Err("`:` is missing".into());
                }
                object.push((key, self.value(depth)?));
                if self.takes(b'}') {
                    break;
                }
                if !self.takes(b',') {
                    return Err("`,` or `}` is missing".into());
                }
            }
        }
        let mut keys: Vec<&str> = object.iter().map(|(key, _)| key.as_str()).collect();
        order::sort_by(&mut keys, Ord::cmp);
        match keys.windows(2).find(|two| two[0] == two[1]) {
            Some(two) => Err(["the key `", &two[0].chars().take(40).collect::<String>(), "` stands twice"].concat()),
            None => Ok(Json::Object(object)),
        }
    }

    fn digits(&mut self) -> bool {
        let from = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        self.at > from
    }

    fn number(&mut self) -> Result<Json, String> {
        let from = self.at;
        self.at += usize::from(self.peek() == Some(b'-'));
        let zero = self.peek() == Some(b'0');
        let whole = self.at;
        let mut sound = self.digits() && !(zero && self.at > whole + 1);
        if self.peek() == Some(b'.') {
            self.at += 1;
            sound &= self.digits();
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            sound &= self.digits();
        }
        match self.text.get(from..self.at) {
            Some(text) if sound => Ok(Json::Number(text.to_owned())),
            _ => Err("this is no number".into()),
        }
    }

    fn string(&mut self) -> Result<String, String> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let from = self.at;
            while self.peek().is_some_and(|b| b != b'"' && b != b'\\' && b >= b' ') {
                self.at += 1;
            }
            out.push_str(self.text.get(from..self.at).unwrap_or_default());
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => {
                    self.at += 1;
                    out.push(self.escaped().ok_or("this stands for no character")?);
                }
                Some(_) => return Err("a control character must be written as an escape".into()),
                None => return Err("the closing quote is missing".into()),
            }
        }
    }

    /// The character of an escape, behind its backslash.
    fn escaped(&mut self) -> Option<char> {
        let letter = char::from(self.peek()?);
        if letter == 'u' {
            self.at += 1;
            let unit = self.unit()?;
            // Beyond U+FFFF a character is two units.
            if !(0xd800..0xdc00).contains(&unit) {
                return char::from_u32(unit);
            }
            if self.text.as_bytes().get(self.at..self.at + 2) != Some(b"\\u") {
                return None;
            }
            self.at += 2;
            let low = self.unit().filter(|low| (0xdc00..0xe000).contains(low))?;
            return char::from_u32(0x1_0000 + ((unit - 0xd800) << 10 | (low - 0xdc00)));
        }
        let plain = ESCAPES.iter().find(|(l, _)| *l == letter).map(|(_, plain)| *plain).or((letter == '/').then_some('/'))?;
        self.at += 1;
        Some(plain)
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Option<u32> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4)?;
        let unit = digits.iter().try_fold(0, |unit, b| Some(unit << 4 | char::from(*b).to_digit(16)?))?;
        self.at += 4;
        Some(unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Any value, its keys distinct.
    fn any_json() -> impl Strategy<Value = Json> {
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::Bool),
            any::<i64>().prop_map(|n| Json::Number(n.to_string())),
            any::<String>().prop_map(Json::Text),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Json::List),
                prop::collection::btree_map(any::<String>(), inner, 0..6).prop_map(|m| Json::Object(m.into_iter().collect())),
            ]
        })
    }

    fn ours(theirs: &serde_json::Value) -> Json {
        use serde_json::Value;
        match theirs {
            Value::Null => Json::Null,
            Value::Bool(b) => Json::Bool(*b),
            Value::Number(n) => Json::Number(n.to_string()),
            Value::String(s) => Json::text(s),
            Value::Array(list) => Json::List(list.iter().map(ours).collect()),
            Value::Object(object) => Json::Object(object.iter().map(|(k, v)| (k.clone(), ours(v))).collect()),
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back_by_both(json in any_json()) {
            let text = json.pretty();
            prop_assert_eq!(Json::read(&text).unwrap(), json.clone());
            let theirs: serde_json::Value = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(ours(&theirs), json);
            prop_assert_eq!(serde_json::to_string_pretty(&theirs).unwrap(), text);
        }

        #[test]
        fn any_text_is_json_here_where_it_is_json_there(text in r#"[\[\]{}:, "\\u0-9a-fA-F.+eE\-tnrl/\n]{0,12}"#) {
            let theirs = serde_json::from_str::<serde_json::Value>(&text);
            match Json::read(&text) {
                Ok(_) => prop_assert!(theirs.is_ok() || theirs.is_err_and(|e| e.to_string().contains("out of range")), "{text}"),
                Err(fault) => prop_assert!(theirs.is_err() || fault.why.contains("twice"), "{text}: {}", fault.why),
            }
        }
    }

    #[test]
    fn escapes_stand_for_their_characters() {
        assert_eq!(Json::read(r#""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#), Ok(Json::text("\"\\/\u{8}\u{c}\n\r\té😀")));
        for broken in [r#""\ud83d""#, r#""\ude00""#, r#""\ud83dA""#, r#""\ud83d\u0041""#, r#""\x""#, r#""\u12""#, "\"\n\""] {
            assert!(Json::read(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn a_fault_names_its_place() {
        let at = |text| Json::read(text).map_err(|f| (f.line, f.column, f.why));
        assert_eq!(at("{\n  \"é\": 1,\n  x}"), Err((3, 3, "a key is missing".into())));
        assert_eq!(at("{\"a\": 1, \"a\": 2}"), Err((1, 17, "the key `a` stands twice".into())));
        assert_eq!(at("[1] 2"), Err((1, 5, "there is more after the end".into())));
        assert_eq!(at(""), Err((1, 1, "a value is missing".into())));
        assert_eq!(at(&"[".repeat(200)), Err((1, 101, "it lies too deep".into())));
    }
}
