//! Ways to lay the same text out.

/// Full-width characters count one, others a half.
fn halves(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

/// Whether a line is running text, which a page breaks; headings and table rows stand as they are.
pub(crate) fn is_running(line: &str) -> bool {
    let line = line.trim_start();
    let heading = line.strip_prefix('第').is_some_and(|rest| {
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百零〇Ο ".contains(c));
        rest.starts_with(['章', '节', '编', '節', '編'])
    });
    // Cells of a row stand apart.
    let is_row = line.trim_end().contains(['\t', '|'])
        || ["\u{3000}\u{3000}", "    "].iter().any(|gap| line.trim_end().contains(gap));
    !(line.is_empty() || is_row || heading || line.starts_with(['#', '|', '>']) || line.starts_with("---"))
}

/// Breaks a line before each character for which `breaks` says so; it is told the characters of the piece so far, in halves
/// of full-width ones. Marks of emphasis stay whole.
pub(crate) fn broken(line: &str, mut breaks: impl FnMut(usize) -> bool) -> String {
    let mut out = String::with_capacity(line.len() + line.len() / 20);
    let mut width = 0;
    let mut before = None;
    for (at, c) in line.char_indices() {
        let splits_mark = c == '*' && before == Some('*');
        // White space and the end of a line may stand where they like.
        if width > 0 && !splits_mark && !line[at..].trim().is_empty() && breaks(width + halves(c)) {
            out.push('\n');
            width = 0;
        }
        out.push(c);
        width += halves(c);
        before = Some(c);
    }
    out
}

/// The text with its running lines wrapped to a width in full-width characters.
pub(crate) fn wrapped(text: &str, width: usize) -> String {
    per_line(text, |line| broken(line, |halves| halves > 2 * width))
}

/// The text with its running lines broken anywhere: each piece has a width of its own, from 20 to 44 full-width characters.
/// Lines of up to 24, as titles are, stand as they are.
pub(crate) fn ragged(text: &str, seed: u64) -> String {
    let mut state = seed.wrapping_mul(2).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        20 + (state % 25) as usize
    };
    let mut width = next();
    per_line(text, |line| {
        if line.chars().count() <= 24 {
            return line.to_owned();
        }
        broken(line, |halves| {
            let breaks = halves > 2 * width;
            if breaks {
                width = next();
            }
            breaks
        })
    })
}

/// The text with each running line changed.
pub(crate) fn per_line(text: &str, mut change: impl FnMut(&str) -> String) -> String {
    let lines: Vec<String> =
        text.split('\n').map(|line| if is_running(line) { change(line) } else { line.to_owned() }).collect();
    lines.join("\n")
}

/// The text in traditional characters, by the table that folds them back.
pub(crate) fn traditional(text: &str) -> String {
    use std::collections::HashMap;
    use std::sync::OnceLock;
    static TABLE: OnceLock<HashMap<char, char>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let pairs = include_str!("../../src/source/traditional.txt");
        let mut table = HashMap::new();
        for pair in pairs.split_whitespace() {
            let mut chars = pair.chars();
            if let (Some(from), Some(to)) = (chars.next(), chars.next()) {
                table.entry(to).or_insert(from);
            }
        }
        table
    });
    text.chars().map(|c| table.get(&c).copied().unwrap_or(c)).collect()
}

/// A wrapped text with its paragraphs on one line each, and without what pages add.
pub(crate) fn unwrapped(text: &str) -> String {
    let title: String = text.lines().next().unwrap_or_default().split_whitespace().collect();
    let mut out = String::new();
    for line in text.lines() {
        let words = line.trim();
        let page = words.starts_with('—') || words.starts_with("第 ") && words.contains('页');
        let header = !out.is_empty() && words.split_whitespace().collect::<String>() == title;
        if words.is_empty() || page || header {
            continue;
        }
        let begins = words.starts_with(['第', '（', '(', '目']) && !words.starts_with("（以下");
        let open = out.chars().count() > 0 && !out.ends_with(['。', '；', '：', '\n']);
        // A line goes on where a sentence is open and nothing begins.
        let last = out.rsplit('\n').next().unwrap_or_default();
        if open && !(begins && last.chars().count() < 20) && last.chars().count() >= 20 && !is_heading(words) {
            out.push_str(words);
        } else {
            out.push('\n');
            out.push_str(words);
        }
    }
    out.push('\n');
    out.trim_start().to_owned()
}

fn is_heading(line: &str) -> bool {
    line.starts_with('第') && line.chars().take(8).any(|c| matches!(c, '章' | '节'))
}
