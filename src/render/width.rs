//! Columns on a terminal: East Asian characters take two.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// Columns that `text` takes.
pub(crate) fn columns(text: &str) -> usize {
    text.width()
}

/// Columns that one character takes.
pub(crate) fn of(character: char) -> usize {
    character.width().unwrap_or(0)
}

/// Must not begin a line.
const fn closes(character: char) -> bool {
    matches!(
        character,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '）'
            | '》'
            | '〉'
            | '」'
            | '』'
            | '】'
            | '〕'
            | '”'
            | '’'
            | '％'
            | '…'
            | ','
            | '.'
            | ';'
            | ':'
            | '?'
            | '!'
            | ')'
            | ']'
            | '}'
            | '%'
    )
}

/// Must not end a line.
const fn opens(character: char) -> bool {
    matches!(character, '（' | '《' | '〈' | '「' | '『' | '【' | '〔' | '“' | '‘' | '(' | '[' | '{')
}

/// Breaks `text` into lines of at most `width` columns (at least 8): between Chinese characters, at spaces between words;
/// no line begins with closing punctuation or ends with opening punctuation. `\n` breaks too.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(8);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let characters: Vec<char> = paragraph.chars().collect();
        let mut start = 0;
        while start < characters.len() {
            let end = line_end(&characters, start, width);
            let line: String = characters.iter().skip(start).take(end - start).collect();
            lines.push(line.trim_end().to_owned());
            start = end;
            while characters.get(start) == Some(&' ') {
                start += 1;
            }
        }
        if characters.is_empty() {
            lines.push(String::new());
        }
    }
    lines
}

/// Index after the last character of the line that begins at `start`.
fn line_end(characters: &[char], start: usize, width: usize) -> usize {
    let mut used = 0;
    let mut fits = start;
    for &character in characters.iter().skip(start) {
        used += of(character);
        if used > width {
            break;
        }
        fits += 1;
    }
    if fits == characters.len() {
        return fits;
    }
    // At least one character a line, or this would not end.
    let fits = fits.max(start + 1);
    let may_break = |at: usize| {
        let (Some(&before), Some(&after)) = (characters.get(at - 1), characters.get(at)) else { return true };
        let wide = of(before) > 1 || of(after) > 1;
        let boundary = before == ' ' || after == ' ' || before == '/' || wide;
        boundary && !closes(after) && !opens(before)
    };
    (start + 1..=fits).rev().find(|&at| may_break(at)).unwrap_or(fits)
}

/// The beginning of `text` that fits into `width` columns, with `…` where something was left out.
pub(crate) fn clip_end(text: &str, width: usize) -> String {
    if columns(text) <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    for character in text.chars() {
        used += of(character);
        if used > width {
            break;
        }
        out.push(character);
    }
    out.push('…');
    out
}

/// The end of `text` that fits into `width` columns, with `…` where something was left out: for paths.
pub(crate) fn clip_start(text: &str, width: usize) -> String {
    if columns(text) <= width {
        return text.to_owned();
    }
    let mut from = text.len();
    let mut used = 1;
    for (at, character) in text.char_indices().rev() {
        used += of(character);
        if used > width {
            break;
        }
        from = at;
    }
    format!("…{}", text.get(from..).unwrap_or_default())
}

/// `text` filled with spaces to `width` columns.
#[cfg(feature = "cli")]
pub(crate) fn pad_end(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}

/// `text` after as many spaces as fill `width` columns.
#[cfg(feature = "cli")]
pub(crate) fn pad_start(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(columns(text))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_wraps_by_columns_and_keeps_punctuation_together() {
        let lines = wrap("公司重大经营管理事项，必须经党委研究讨论后，再由董事会作出决定。", 22);
        assert_eq!(lines, ["公司重大经营管理事项，", "必须经党委研究讨论后，", "再由董事会作出决定。"]);
        for line in wrap("依据：《中国共产党国有企业基层组织工作条例（试行）》第十三条", 20)
        {
            assert!(columns(&line) <= 20, "{line}");
            assert!(!line.starts_with(closes), "{line}");
            assert!(!line.ends_with(opens), "{line}");
        }
    }

    #[test]
    fn english_wraps_at_spaces_and_long_words_are_cut() {
        assert_eq!(
            wrap("state the prior study of major matters", 16),
            ["state the prior", "study of major", "matters"]
        );
        assert_eq!(wrap("abcdefghijklmnop", 8), ["abcdefgh", "ijklmnop"]);
        assert_eq!(wrap("，，，，，，，，，，", 8).concat(), "，，，，，，，，，，");
        assert_eq!(wrap("", 8), [""]);
    }

    #[test]
    fn clips_and_pads_count_columns() {
        assert_eq!(clip_end("公司章程草案", 8), "公司章…");
        assert_eq!(clip_start("很长的/路径/章程.txt", 10), "…/章程.txt");
        assert_eq!(clip_end("abc", 3), "abc");
    }
}
