//! Whether a line of a cell was broken because it was full, or because something new begins.

/// A line of a cell's words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) width: f32,
    pub(super) size: f32,
}

/// Whether a line was broken only because it was full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrap {
    Yes,
    No,
    Unknown,
}

pub(super) fn wraps(line: &Line, next: &Line, room: f32) -> Wrap {
    let number = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    let (ended, begins) = (line.text.ends_with(['。', '；', ';', '！']), is_item(&next.text));
    let left = room - line.width;
    let token = token(next);
    match () {
        // 12 and 13 below each other are two numbers.
        () if number(&line.text) && number(&next.text) && line.text.len() <= 3 => Wrap::No,
        () if ended && begins => Wrap::No,
        () if left >= token + line.size || (left >= token && (ended || begins)) => Wrap::No,
        () if left < token && !ended && !begins => Wrap::Yes,
        () => Wrap::Unknown,
    }
}

/// Whether words begin an item of a list: （一）, 1., 一、, ①.
fn is_item(text: &str) -> bool {
    let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let mut rest = text.chars();
    match rest.next() {
        Some('（' | '(') => {
            let inside: String = rest.by_ref().take_while(|c| !matches!(c, '）' | ')')).take(4).collect();
            !inside.is_empty() && inside.chars().all(number)
        }
        Some('①'..='⑳') => true,
        Some(c) if number(c) => {
            let mut after = rest.skip_while(|c| number(*c));
            let mark = after.next();
            matches!(mark, Some('、' | '．'))
                || (mark == Some('.') && after.next().is_some_and(|c| !c.is_ascii_digit()))
        }
        _ => false,
    }
}

/// The width of a line's first words that nothing parts: a Latin word or number, or a character with its punctuation.
fn token(line: &Line) -> f32 {
    let width = |c: char| if c.is_ascii() { 0.5 } else { 1.0 };
    let all: f32 = line.text.chars().map(width).sum();
    let mut chars = line.text.chars().peekable();
    let mut units = 0.0;
    while let Some(c) = chars.next_if(|c| "（《“〔【(「".contains(*c)) {
        units += width(c);
    }
    if let Some(first) = chars.next() {
        units += width(first);
        if first.is_ascii_alphanumeric() {
            while let Some(c) = chars.next_if(|c| c.is_ascii_graphic()) {
                units += width(c);
                if matches!(c, '-' | '/') {
                    break;
                }
            }
        }
        while let Some(c) = chars.next_if(|c| "，。、；：！？）》”〕】)」".contains(*c)) {
            units += width(c);
        }
    }
    if all > 0.0 { line.width * units / all } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line {
        let width = text.chars().map(|c| if c.is_ascii() { 5.0 } else { 10.0 }).sum();
        Line { text: text.to_owned(), width, size: 10.0 }
    }

    #[test]
    fn full_lines_go_on() {
        for (one, next, expected) in [
            ("党支部委", "员会", Wrap::Yes),
            ("2025-11-", "14", Wrap::Yes),
            ("张三", "李四", Wrap::No),
            ("12", "13", Wrap::No),
            ("一、制度。", "二、预算", Wrap::No),
            // The mark may not begin a line, and takes the character before it along.
            ("研究审", "议，决定", Wrap::Yes),
            ("研究审", "议决定", Wrap::Unknown),
        ] {
            assert_eq!(wraps(&line(one), &line(next), 42.0), expected, "{one} {next}");
        }
    }

    #[test]
    fn items_are_told_from_numbers() {
        for (text, expected) in [
            ("（一）制度", true),
            ("1.制度", true),
            ("二、预算", true),
            ("①制度", true),
            ("1.5%", false),
            ("一般", false),
            ("（略）", false),
        ] {
            assert_eq!(is_item(text), expected, "{text}");
        }
    }
}
