//! Running text for matching: wrapped lines joined, page furniture gone, spaces inside Chinese closed up, forms unified.

use super::is_space;
use crate::source::{Source, Span};

/// A text's articles as one normalised string, with the way back to the source.
///
/// Offsets into [`Prose::text`] are not source offsets: [`Prose::to_source`] maps them back.
#[derive(Debug, Default)]
pub struct Prose {
    text: String,
    /// Where a stretch begins in `text` and in the source; inside a stretch both advance together.
    stretches: Vec<(u32, u32)>,
    /// Characters that have another width in the source, with that width: a full-width digit has three bytes, its ASCII
    /// form one; a space that stands between words alone has none.
    widths: Vec<(u32, u8)>,
    sentences: Vec<Sentence>,
    /// Which characters each sentence holds; made at the first question.
    characters: std::sync::OnceLock<Characters>,
}

/// A sentence, or an item's text up to its first full stop or semicolon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sentence {
    /// Its words with their final mark: byte offsets into [`Prose::text`].
    pub span: Span,
    /// The article that holds it, by index into [`Charter::articles`](super::Charter::articles).
    pub article: usize,
    /// The sentence, by index, that introduces it: 董事会行使下列职权： before an item.
    pub lead: Option<usize>,
    /// Whether it starts an item.
    pub is_item: bool,
}

impl Prose {
    /// Texts from anywhere as sentences of their own, each in an article of its own. Spans lead nowhere.
    pub(crate) fn apart<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut prose = Self::default();
        for (article, text) in texts.enumerate() {
            let start = prose.text.len() as u32;
            let fold = crate::source::traditional::fold_for(text);
            for c in text.chars().filter(|c| !is_space(*c)) {
                let normal = normalise(c, prose.text.as_bytes().last().copied(), false);
                prose.text.push(fold.map_or(normal, |fold| fold(normal)));
            }
            // A mark keeps apart what follows.
            prose.text.push('。');
            let span = Span::new(start, prose.text.len() as u32);
            prose.sentences.push(Sentence { span, article, lead: None, is_item: true });
        }
        prose
    }

    /// The normalised text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The sentences, in order, covering the text.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The words of a sentence.
    #[must_use]
    pub fn sentence_text(&self, sentence: &Sentence) -> &str {
        self.text.get(sentence.span.range()).unwrap_or_default()
    }

    /// The sentences, by index, that hold one of the words, in order. Most answers come from the characters alone.
    pub(crate) fn holding(&self, words: &[&str]) -> Vec<usize> {
        let characters = self.characters.get_or_init(|| Characters::of(self));
        let mut found = vec![false; self.sentences.len()];
        for word in words {
            characters.may_hold(word, |sentence| {
                if let (Some(found), Some(of)) = (found.get_mut(sentence), self.sentences.get(sentence)) {
                    *found = *found || self.sentence_text(of).contains(word);
                }
            });
        }
        found.iter().enumerate().filter(|(_, found)| **found).map(|(i, _)| i).collect()
    }

    /// The sentence that holds the byte at `offset` of the normalised text, by index.
    #[must_use]
    pub fn sentence_at(&self, offset: u32) -> Option<usize> {
        let next = self.sentences.partition_point(|s| s.span.start <= offset);
        next.checked_sub(1).filter(|&i| self.sentences[i].span.contains(offset))
    }

    /// The source span of a span of the normalised text.
    #[must_use]
    pub fn to_source(&self, span: Span) -> Span {
        if span.is_empty() {
            let at = self.offset(span.start);
            return Span::new(at, at);
        }
        // The end follows the last character, not the start of the next stretch.
        let mut last = span.end as usize - 1;
        while !self.text.is_char_boundary(last) {
            last -= 1;
        }
        let last = last as u32;
        let width = self.widths.binary_search_by_key(&last, |(at, _)| *at);
        let width = width.map_or(span.end - last, |found| u32::from(self.widths[found].1));
        Span::new(self.offset(span.start), self.offset(last) + width)
    }

    fn offset(&self, offset: u32) -> u32 {
        let next = self.stretches.partition_point(|(at, _)| *at <= offset);
        next.checked_sub(1).map_or(0, |i| self.stretches[i].1 + (offset - self.stretches[i].0))
    }
}

/// Which sentences hold which characters. They may seem to hold some that they do not.
#[derive(Debug, Default)]
struct Characters {
    /// For each of [`Characters::SETS`] sets of characters a bit for each sentence that holds one of them, in words of 64.
    bits: Vec<u64>,
    /// How many words that is for one set.
    width: usize,
    /// The bits of all sentences in the last word.
    last: u64,
}

impl Characters {
    const SETS: usize = 256;

    fn of(prose: &Prose) -> Self {
        let count = prose.sentences.len();
        let width = count.div_ceil(64);
        let mut bits = vec![0; width * Self::SETS];
        for (i, sentence) in prose.sentences.iter().enumerate() {
            let (at, bit) = (i / 64, 1 << (i % 64));
            prose.sentence_text(sentence).chars().for_each(|c| bits[Self::set(c) * width + at] |= bit);
        }
        Self { bits, width, last: u64::MAX >> ((64 - count % 64) % 64) }
    }

    /// The sentences that hold all characters of a word, and so may hold the word.
    fn may_hold(&self, word: &str, mut found: impl FnMut(usize)) {
        for at in 0..self.width {
            let all = if at + 1 == self.width { self.last } else { u64::MAX };
            let mut these = word.chars().fold(all, |these, c| these & self.bits[Self::set(c) * self.width + at]);
            while these != 0 {
                found(at * 64 + these.trailing_zeros() as usize);
                these &= these - 1;
            }
        }
    }

    const fn set(c: char) -> usize {
        ((c as u32).wrapping_mul(0x9E37_79B1) >> 24) as usize
    }
}

/// Builds the prose of a text, piece by piece.
pub(super) struct ProseBuilder<'a> {
    source: &'a Source,
    prose: Prose,
    sentence_start: u32,
    article: usize,
    is_item: bool,
    lead: Option<usize>,
    space_pending: bool,
    quotes: u32,
}

impl<'a> ProseBuilder<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        let prose = Prose {
            text: String::with_capacity(source.text().len()),
            stretches: Vec::with_capacity(source.text().len() / 32),
            widths: Vec::new(),
            sentences: Vec::with_capacity(source.text().len() / 96),
            characters: std::sync::OnceLock::new(),
        };
        Self {
            source,
            prose,
            sentence_start: 0,
            article: 0,
            is_item: false,
            lead: None,
            space_pending: false,
            quotes: 0,
        }
    }

    /// Starts a paragraph or item. What came before is closed.
    pub(super) fn start(&mut self, article: usize, is_item: bool, lead: Option<usize>) {
        self.close();
        self.article = article;
        self.is_item = is_item;
        self.lead = lead;
        self.quotes = 0;
        self.space_pending = false;
    }

    /// The last sentence, open or closed, by index.
    pub(super) fn last_sentence(&mut self) -> Option<usize> {
        self.close();
        self.prose.sentences.len().checked_sub(1)
    }

    fn close(&mut self) {
        let end = self.prose.text.len() as u32;
        if end > self.sentence_start {
            self.prose.sentences.push(Sentence {
                span: Span::new(self.sentence_start, end),
                article: self.article,
                lead: self.lead,
                is_item: self.is_item,
            });
            self.sentence_start = end;
            self.is_item = false;
        }
    }

    /// Appends a stretch of the source, normalised.
    pub(super) fn push(&mut self, span: Span) {
        let text = self.source.read(span);
        let bytes = text.as_bytes();
        let base = span.start;
        let mut at = 0;
        // Whether the next character continues the last stretch.
        let mut continues = false;
        while at < bytes.len() {
            // Runs of Han characters are copied whole: U+4000 to U+9FFF is E4..=E9 in UTF-8.
            if (0xE4..=0xE9).contains(&bytes[at]) {
                let from = at;
                while at < bytes.len() && (0xE4..=0xE9).contains(&bytes[at]) {
                    at += 3;
                }
                if !continues {
                    self.prose.stretches.push((self.prose.text.len() as u32, base + from as u32));
                }
                self.prose.text.push_str(text.get(from..at).unwrap_or_default());
                self.space_pending = false;
                continues = true;
                continue;
            }
            // Marks of emphasis in Markdown.
            if matches!(bytes.get(at..at + 2), Some(b"**" | b"~~")) {
                continues = false;
                at += 2;
                continue;
            }
            let Some(c) = text[at..].chars().next() else { break };
            let width = c.len_utf8();
            if is_space(c) {
                self.space_pending = true;
                continues = false;
                at += width;
                continue;
            }
            let previous = self.prose.text.as_bytes().last().copied();
            let goes_on = bytes.get(at + 1).is_some_and(|next| next.is_ascii_alphanumeric() || *next == b'.');
            let normal = normalise(c, previous, goes_on);
            if self.space_pending {
                self.space_pending = false;
                if normal.is_ascii_alphanumeric() && previous.is_some_and(|p| p.is_ascii_alphabetic())
                    || normal.is_ascii_alphabetic() && previous.is_some_and(|p| p.is_ascii_digit())
                {
                    self.prose.stretches.push((self.prose.text.len() as u32, base + at as u32));
                    self.prose.widths.push((self.prose.text.len() as u32, 0));
                    self.prose.text.push(' ');
                }
                continues = false;
            }
            if !continues || normal.len_utf8() != width {
                self.prose.stretches.push((self.prose.text.len() as u32, base + at as u32));
            }
            if normal.len_utf8() != width {
                self.prose.widths.push((self.prose.text.len() as u32, width as u8));
            }
            self.prose.text.push(normal);
            continues = normal.len_utf8() == width;
            at += width;
            match normal {
                '“' | '《' | '‘' => self.quotes += 1,
                '”' | '》' | '’' => self.quotes = self.quotes.saturating_sub(1),
                '。' | '；' | '！' | '？' if self.quotes == 0 => self.close(),
                _ => {}
            }
        }
        // The next piece is another line: nothing may continue across it.
    }

    pub(super) fn finish(mut self) -> Prose {
        self.close();
        self.prose
    }
}

/// The form in which a character stands in prose, whatever stands beside it.
pub(crate) fn normalised(c: char) -> char {
    normalise(c, None, false)
}

/// One form for each character: full-width letters and digits become ASCII, Chinese punctuation full-width.
fn normalise(c: char, previous: Option<u8>, goes_on: bool) -> char {
    let in_number = previous.is_some_and(|p| p.is_ascii_digit()) && goes_on;
    match c {
        // 注册资本5000万元. ends a sentence; 1.2 and ...... do not.
        '.' if !goes_on && previous.is_some_and(|p| p >= 0x80 || p == b'%') => '。',
        '０'..='９'
        | 'Ａ'..='Ｚ'
        | 'ａ'..='ｚ'
        | '％'
        | '＋'
        | '－'
        | '．'
        | '／'
        | '＝'
        | '＜'
        | '＞'
        | '＊'
        | '＿'
        | '＃'
        | '＠'
        | '＆' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '(' | '﹙' => '（',
        ')' | '﹚' => '）',
        ',' if !in_number => '，',
        ';' => '；',
        ':' if !in_number => '：',
        '!' => '！',
        '?' => '？',
        '｡' => '。',
        '､' => '、',
        '「' | '『' | '＂' => '“',
        '」' | '』' => '”',
        '〈' => '《',
        '〉' => '》',
        '﹝' => '〔',
        '﹞' => '〕',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prose(pieces: &[&str]) -> (Source, Prose) {
        let text = pieces.concat();
        let source = Source::new("t", text.clone()).unwrap();
        let mut builder = ProseBuilder::new(&source);
        builder.start(0, false, None);
        let mut at = 0;
        for piece in pieces {
            builder.push(Span::new(at, at + piece.len() as u32));
            at += piece.len() as u32;
        }
        let prose = builder.finish();
        (source, prose)
    }

    #[test]
    fn normal_forms() {
        for (text, expected) in [
            ("行 政 法 规", "行政法规"),
            ("三分之２以上", "三分之2以上"),
            ("(以下简称\"公司\")", "（以下简称\"公司\"）"),
            ("1,000万元,其中", "1,000万元，其中"),
            ("SDIC XINJI 公司", "SDIC XINJI公司"),
            ("持有 5% 以上", "持有5%以上"),
            ("由**九名**董事组成", "由九名董事组成"),
        ] {
            assert_eq!(prose(&[text]).1.text(), expected);
        }
    }

    #[test]
    fn words_of_sentences() {
        let (_, prose) = prose(&["董事会决定；经理层执行。"]);
        for (words, expected) in [
            (&["董事会", "监事会"][..], vec![0]),
            (&["经理层执行"], vec![1]),
            (&["决定", "执行"], vec![0, 1]),
            (&["会董事"], vec![]),
            (&[""], vec![0, 1]),
        ] {
            assert_eq!(prose.holding(words), expected, "{words:?}");
        }
    }

    #[test]
    fn spans_lead_back() {
        let (source, prose) = prose(&["公司 党委由５人", "\n组成,(试行 ) 由"]);
        assert_eq!(prose.text(), "公司党委由5人组成，（试行）由");
        for (words, original) in [
            ("党委", "党委"),
            ("5", "５"),
            ("5人组成", "５人\n组成"),
            ("司党", "司 党"),
            ("组成，", "组成,"),
            ("（试行）", "(试行 )"),
            ("）由", ") 由"),
        ] {
            let at = prose.text().find(words).unwrap() as u32;
            let span = prose.to_source(Span::new(at, at + words.len() as u32));
            assert_eq!(source.slice(span), original, "{words}");
        }
    }

    /// The last character of a span may be wider or narrower in the source, at its end too.
    #[test]
    fn spans_end_where_their_last_character_does() {
        for (text, words, original) in [
            ("甲;\n乙", "甲；", "甲;"),
            ("甲;  乙", "甲；", "甲;"),
            ("甲!", "甲！", "甲!"),
            ("甲５ 乙", "甲5", "甲５"),
            ("甲５", "5", "５"),
            ("SDIC Ｘ", "SDIC ", "SDIC "),
        ] {
            let (source, prose) = prose(&[text]);
            let at = prose.text().find(words).unwrap() as u32;
            let span = prose.to_source(Span::new(at, at + words.len() as u32));
            assert_eq!(source.slice(span), original, "{text:?}");
        }
    }

    #[test]
    fn sentences_end_outside_quotes() {
        let (_, prose) = prose(&["党委“把方向；管大局”。董事会；经理层"]);
        let texts: Vec<_> = prose.sentences().iter().map(|s| prose.sentence_text(s)).collect();
        assert_eq!(texts, ["党委“把方向；管大局”。", "董事会；", "经理层"]);
    }
}
