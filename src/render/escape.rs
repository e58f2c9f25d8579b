//! Text of documents and file names, made harmless for where it is shown.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io;

/// What a character becomes on a terminal.
pub(crate) enum Shown {
    /// It stays.
    Same,
    /// It has no width and no meaning for a reader, and could hide text.
    Nothing,
    /// It would move the cursor, change colours or reverse text.
    Instead(char),
}

/// Decides what a terminal is given for `character`. Line ends and tabs become a space.
pub(crate) const fn shown(character: char) -> Shown {
    match character {
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => Shown::Instead(' '),
        '\0'..='\u{1F}' => match char::from_u32(0x2400 + character as u32) {
            Some(picture) => Shown::Instead(picture),
            None => Shown::Nothing,
        },
        '\u{7F}' => Shown::Instead('\u{2421}'),
        '\u{80}'..='\u{9F}'
        | '\u{61C}'
        | '\u{200E}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{206F}' => Shown::Instead('\u{FFFD}'),
        '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2065}' | '\u{FEFF}' | '\u{E0000}'..='\u{E0FFF}' => {
            Shown::Nothing
        }
        _ => Shown::Same,
    }
}

/// `text` on one line, without anything that a terminal would obey, or that a runner would take for a command where a line
/// begins with it: `::` becomes its full-width form.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if text.contains("::") {
        return Cow::Owned(visible(&text.replace("::", "：：")).into_owned());
    }
    if text.chars().all(|character| matches!(shown(character), Shown::Same)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match shown(character) {
            Shown::Same => out.push(character),
            Shown::Nothing => {}
            Shown::Instead(other) => out.push(other),
        }
    }
    Cow::Owned(out)
}

/// A path as a URI reference: percent-encoded, `/` kept, `\` of Windows turned into `/`. An absolute path becomes a
/// `file:` URI.
pub(crate) fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len() * 3);
    let bytes = path.as_bytes();
    let drive = matches!(bytes, [letter, b':', b'/' | b'\\', ..] if letter.is_ascii_alphabetic());
    if drive {
        out.push_str("file:///");
    } else if bytes.first() == Some(&b'/') {
        out.push_str("file://");
    }
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            b'\\' => out.push('/'),
            b':' if drive && at == 1 => out.push(':'),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

/// The value of a spreadsheet cell that no spreadsheet takes for a formula: an apostrophe goes in front where one would.
/// Line feeds stay, other control characters are made visible.
pub(crate) fn cell(text: &str) -> Cow<'_, str> {
    let text = lines(text);
    match text.chars().next() {
        // The full-width forms too: spreadsheets in East Asian locales read them as the half-width ones.
        Some('=' | '+' | '-' | '@' | '\n' | '＝' | '＋' | '－' | '＠') => Cow::Owned(format!("'{text}")),
        _ => text,
    }
}

/// Text whose line feeds stay and whose other control characters are made visible.
pub(crate) fn lines(text: &str) -> Cow<'_, str> {
    match text.chars().any(|c| c != '\n' && matches!(shown(c), Shown::Instead(_))) {
        true => Cow::Owned(text.chars().filter_map(kept).collect::<String>()),
        false => Cow::Borrowed(text),
    }
}

const fn kept(character: char) -> Option<char> {
    match character {
        '\n' => Some('\n'),
        '\r' => None,
        _ => match shown(character) {
            Shown::Same => Some(character),
            Shown::Nothing => None,
            Shown::Instead(other) => Some(other),
        },
    }
}

/// A value as JSON, with nothing in it for a terminal to obey.
pub(crate) fn json(value: &impl serde::Serialize) -> io::Result<String> {
    let text = serde_json::to_string(value)?;
    if commands(text.as_bytes()).is_empty() {
        return Ok(text);
    }
    let mut out = Vec::with_capacity(text.len() + 64);
    io::Write::write_all(&mut Json(&mut out), text.as_bytes())?;
    String::from_utf8(out).map_err(io::Error::other)
}

/// The characters of JSON that a terminal would obey, by place, besides those below U+0020, which JSON escapes itself.
fn commands(json: &[u8]) -> Vec<(usize, char)> {
    // All of them but DEL begin with one of three bytes.
    let longer = memchr::memchr3_iter(0xC2, 0xD8, 0xE2, json).filter_map(|at| {
        let length = if json[at] == 0xE2 { 3 } else { 2 };
        let c = std::str::from_utf8(json.get(at..at + length)?).ok()?.chars().next()?;
        matches!(shown(c), Shown::Instead(_)).then_some((at, c))
    });
    let mut found: Vec<(usize, char)> = longer.collect();
    let letters = found.len();
    found.extend(memchr::memchr_iter(0x7F, json).map(|at| (at, '\u{7F}')));
    if found.len() > letters {
        found.sort_unstable();
    }
    found
}

/// A writer of JSON that leaves nothing in it for a terminal to obey: JSON itself escapes the control characters below U+0020
/// only.
pub(crate) struct Json<W>(pub(crate) W);

impl<W: io::Write> io::Write for Json<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // Strings are written whole; of a character that is cut, the pieces are passed on as they are.
        let mut from = 0;
        for (at, c) in commands(bytes) {
            self.0.write_all(&bytes[from..at])?;
            write!(self.0, "\\u{:04x}", c as u32)?;
            from = at + c.len_utf8();
        }
        self.0.write_all(&bytes[from..])?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_given_nothing_to_obey() {
        let hostile = "章\u{1b}[2J程\u{9b}31m\u{202e}abc\u{7}\r\n\u{200b}条\u{7f}";
        let safe = visible(hostile);
        assert_eq!(safe, "章␛[2J程\u{FFFD}31m\u{FFFD}abc␇  条␡");
        assert!(matches!(visible("第一条　总则"), Cow::Borrowed(_)));
        assert_eq!(visible("\n::error::x:::"), " ：：error：：x：：:");
    }

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("a b/章.txt"), "a%20b/%E7%AB%A0.txt");
        assert_eq!(uri("/data/x#1?.txt"), "file:///data/x%231%3F.txt");
        assert_eq!(uri(r"C:\文件\a.txt"), "file:///C:/%E6%96%87%E4%BB%B6/a.txt");
        assert_eq!(uri(r"子\a:b%.txt"), "%E5%AD%90/a%3Ab%25.txt");
    }

    #[test]
    fn json_says_the_same_without_orders() {
        let hostile = "第一条\u{1b}\u{9b}31m\u{7f}\u{202e}程\u{2028}\"";
        let mut out = Vec::new();
        serde_json::to_writer(Json(&mut out), hostile).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text, r#""第一条\u001b\u009b31m\u007f\u202e程\u2028\"""#);
        assert_eq!(serde_json::from_str::<String>(&text).unwrap(), hostile);
        assert_eq!(json(&hostile).unwrap(), text);
        assert_eq!(json(&"“第一条”—é؟").unwrap(), "\"“第一条”—é؟\"");
    }

    #[test]
    fn no_cell_is_a_formula() {
        for hostile in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"] {
            let safe = cell(hostile);
            let first = safe.chars().next().unwrap();
            assert!(first == '\'' || first == ' ', "{hostile:?} became {safe:?}");
        }
        assert_eq!(cell("第一条\n第二款"), "第一条\n第二款");
        assert_eq!(cell("a\u{1b}b"), "a␛b");
        assert_eq!(cell("a\u{202e}b\u{2066}"), "a\u{FFFD}b\u{FFFD}");
    }
}
