//! 章程修正案 in sentences: 第十二条修改为：……, 删除第五条, 增加一条作为第三十条：……, 全文“甲”修改为“乙”.

use super::cells::{self, Piece};
use super::number::{ArticleNumber, read_unit};
use super::table::Table;
use super::{Action, Amendment, Given, Inside, Instruction, Problem};
use crate::Text;
use crate::model::charter::{furniture, is_space};
use crate::source::{Source, Span};
use crate::syntax::charter::{Look, Unit, lines};

/// Reads the sentences outside the tables. Beside a table only general instructions count.
pub(super) fn read(source: &Source, tables: &[Table], out: &mut Amendment) {
    let noise = furniture(source);
    let mut texts: Vec<&str> = Vec::new();
    for line in lines(source.text()) {
        let hidden = |span: &Span| span.encloses(Span::new(line.span.start, line.span.start));
        let noisy = noise.binary_search_by_key(&line.span.start, |span| span.start).is_ok();
        if noisy || tables.iter().any(|table| hidden(&table.span) && line.span.start < table.span.end) {
            continue;
        }
        let text = source.slice(line.span).trim_matches(|c| is_space(c) || c == '#' || c == '*');
        if !text.is_empty() {
            texts.push(text);
        }
    }
    if tables.is_empty() {
        Sentences { lines: &texts, at: 0, out, about: None, count: 0 }.read();
        if out.instructions.is_empty() && out.unread.is_empty() {
            let message = Text::new(
                "没有找到修订对照表（须有“修订前”“修订后”两栏），也没有找到“第X条修改为：……”一类的修正案条文",
                "found neither a comparison table with columns 修订前 and 修订后 nor sentences such as 第X条修改为：……",
            );
            out.unread.push(Problem { row: out.name.clone(), message, applied: false });
        }
    } else {
        for text in texts {
            line(&opening(text), text, out);
        }
    }
}

/// Reads a general instruction: a replacement in the whole text, a renumbering. Returns whether there was one.
pub(super) fn line(row: &str, text: &str, out: &mut Amendment) -> bool {
    let before = out.instructions.len();
    let mut push = |action| out.instructions.push(Instruction { row: row.to_owned(), action });
    for (from, to) in replacements(text, true) {
        push(Action::Words { article: None, from, to });
    }
    if says_renumber(text) {
        push(Action::Renumber);
    }
    out.instructions.len() > before
}

fn opening(text: &str) -> String {
    let mut out: String = text.chars().take(16).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out
}

fn unquoted(text: &str) -> String {
    let mut depth = 0u32;
    text.chars()
        .filter(|c| {
            match c {
                '“' | '「' => depth += 1,
                '”' | '」' => depth = depth.saturating_sub(1),
                _ => return depth == 0,
            }
            false
        })
        .collect()
}

fn says_renumber(text: &str) -> bool {
    let bare = unquoted(text);
    let about = ["条", "序号", "编号", "章"].iter().any(|word| bare.contains(word));
    let moves = [
        "顺延",
        "顺次",
        "序号相应调整",
        "编号相应调整",
        "序号作相应调整",
        "序号依次调整",
        "序号做相应调整",
        "条文顺序作相应调整",
    ];
    about && moves.iter().any(|word| bare.contains(word)) && !bare.contains("不顺延") && !bare.contains("期限顺延")
}

const CHANGED_TO: [&str; 16] = [
    "统一修改为",
    "统一修订为",
    "统一调整为",
    "统一变更为",
    "均修改为",
    "均修订为",
    "均替换为",
    "相应修改为",
    "全部修改为",
    "修改为",
    "修订为",
    "修正为",
    "变更为",
    "替换为",
    "调整为",
    "改为",
];

/// “甲”修改为“乙” in `text`; if `general`, only where the whole text is meant.
fn replacements(text: &str, general: bool) -> Vec<(String, String)> {
    if general {
        let bare = unquoted(text);
        let whole = ["全文", "统一", "均", "通篇", "所有", "全部", "凡"].iter().any(|word| bare.contains(word));
        if !whole || !text.contains(['“', '「', '"']) {
            return Vec::new();
        }
        // 第十二条全文修改为 is about one article.
        if ArticleNumber::read(bare.trim_start_matches(['将', '原'])).is_some() {
            return Vec::new();
        }
    }
    let mut out = Vec::new();
    let mut froms: Vec<String> = Vec::new();
    let mut rest = text;
    let mut turned = false;
    while let Some((word, before, after)) = quoted(rest) {
        if CHANGED_TO.iter().any(|verb| before.trim_end().ends_with(verb)) {
            turned = true;
            for from in froms.drain(..) {
                out.push((from, word.clone()));
            }
        } else {
            let listed = ["、", "和", "及", "或", "与"].iter().any(|w| before.trim() == *w);
            if !listed {
                froms.clear();
            }
            froms.push(word);
        }
        rest = after;
    }
    if turned { out.into_iter().filter(|(from, to)| !from.is_empty() && from != to).collect() } else { Vec::new() }
}

/// The next quoted words: the words, what precedes, what follows.
fn quoted(text: &str) -> Option<(String, &str, &str)> {
    let open = text.find(['“', '「', '"'])?;
    let mark = text[open..].chars().next()?;
    let inner = open + mark.len_utf8();
    let close = closing(&text[inner..], mark)?;
    let after = inner + close;
    let mark = text[after..].chars().next()?;
    Some((text[inner..after].to_owned(), &text[..open], &text[after + mark.len_utf8()..]))
}

/// Where the quotation that `open` began ends, nested ones skipped.
fn closing(text: &str, open: char) -> Option<usize> {
    let close = match open {
        '“' => '”',
        '「' => '」',
        _ => '"',
    };
    let mut depth = 0u32;
    for (at, c) in text.char_indices() {
        if c == close {
            match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return Some(at),
            }
        } else if c == open {
            depth += 1;
        }
    }
    None
}

struct Sentences<'a, 'b> {
    lines: &'a [&'a str],
    at: usize,
    out: &'b mut Amendment,
    /// The article that 修改为 on a line of its own is about, with its old words.
    about: Option<(ArticleNumber, Inside, Option<String>)>,
    count: usize,
}

/// What an instruction asks for, before its words are read.
enum Kind {
    Replace { article: ArticleNumber, inside: Inside, number: Option<ArticleNumber>, old: Option<String> },
    Add { after: Option<ArticleNumber>, number: Option<ArticleNumber> },
    AddHeading { label: String },
    AddPart { article: ArticleNumber, inside: Inside },
}

impl<'a> Sentences<'a, '_> {
    fn read(&mut self) {
        while let Some(&line) = self.lines.get(self.at) {
            self.at += 1;
            self.count += 1;
            let text = strip(line);
            let row = opening(line);
            if !self.sentence(&row, text) && signals(text) {
                let message = Text::new(
                    "看不懂这条修改；请写成“第X条修改为：……”“删除第X条”“增加一条作为第X条：……”之一",
                    "this instruction was not understood; write 第X条修改为：……, 删除第X条 or 增加一条作为第X条：……",
                );
                self.out.unread.push(Problem { row, message, applied: false });
            }
        }
    }

    fn push(&mut self, row: &str, action: Action) {
        self.out.instructions.push(Instruction { row: row.to_owned(), action });
    }

    /// One line that begins an instruction, with the lines of its words.
    fn sentence(&mut self, row: &str, text: &'a str) -> bool {
        let general = line(row, text, self.out);
        if general && ArticleNumber::read(lead(text)).is_none() && !text.contains("删除第") && !text.contains("增加一")
        {
            return true;
        }
        let text = lead(text);
        if let Some((article, rest)) = ArticleNumber::read(text) {
            return self.about_article(row, article, rest) || general;
        }
        if let Some(rest) = ["删除", "删去", "取消"].iter().find_map(|verb| text.strip_prefix(*verb)) {
            return self.delete(row, lead(rest)) || general;
        }
        if let Some(rest) = text.strip_prefix('在').or_else(|| text.strip_prefix('于'))
            && let Some((article, rest)) = ArticleNumber::read(lead(rest))
        {
            return self.about_article(row, article, rest) || general;
        }
        if let Some(rest) = ["增加", "新增", "增设", "增补"].iter().find_map(|verb| text.strip_prefix(*verb)) {
            return self.add(row, None, rest) || general;
        }
        // 修改为：…… on a line of its own, after the article was named.
        if let Some((article, inside, old)) = self.about.clone() {
            let bare = text.trim_start_matches(['现', '拟', '应']);
            let later = ["修改后", "修订后", "修改为", "修订为", "修正为", "变更为", "改为"];
            if let Some(rest) = later.iter().find_map(|verb| bare.strip_prefix(*verb)) {
                let rest = rest.trim_start_matches(['的', '内', '容', '条', '款', '为']);
                self.about = None;
                return self.with_words(row, Kind::Replace { article, inside, number: None, old }, rest);
            }
            let before = ["原条款", "原条文", "原文", "原内容", "修改前", "修订前", "原规定", "原为"];
            if let Some(rest) = before.iter().find_map(|verb| text.strip_prefix(*verb)) {
                let old = self.words(rest.trim_start_matches(['内', '容', '为', '是']));
                self.about = Some((article, inside, Some(old)));
                return true;
            }
        }
        general
    }

    fn about_article(&mut self, row: &str, article: ArticleNumber, rest: &'a str) -> bool {
        let (inside, rest) = inside(rest);
        let rest = rest.trim_start_matches(is_space);
        if let Some(rest) = rest.strip_prefix('后').or_else(|| rest.strip_prefix("之后")) {
            let rest = rest.trim_start_matches(['，', '面', ',']);
            if let Some(rest) = ["增加", "新增", "增设"].iter().find_map(|verb| rest.strip_prefix(*verb)) {
                return self.add(row, Some(article), rest);
            }
        }
        // 第十二条第二款删除, 第十二条、第十五条删除, 第五条至第八条删除
        let (mut all, after_list) = list(article.clone(), rest);
        let verb = after_list.trim_start_matches(['均', '予', '以', '全', '部', '内', '容', '整', '条', '，']);
        if ["删除", "删去"].iter().any(|v| verb.starts_with(v)) && !verb.contains(['“', '「']) {
            let (more, _) = inside_of_deleted(verb);
            let inside = if inside == Inside::default() { more } else { inside };
            if inside != Inside::default() {
                self.push(row, Action::Part { article, inside, text: None, add: false });
            } else {
                self.deletions(row, &mut all);
            }
            return true;
        }
        let tail = rest.trim_start_matches(['中', '的', '内', '容', '里']);
        if tail.starts_with(['“', '「', '"']) {
            let found = replacements(tail, false);
            for (from, to) in &found {
                let action = Action::Words { article: Some(article.clone()), from: from.clone(), to: to.clone() };
                self.push(row, action);
            }
            if found.is_empty()
                && let Some((word, _, after)) = quoted(tail)
            {
                if ["后增加", "之后增加", "后新增"].iter().any(|verb| after.starts_with(verb))
                    && let Some((more, _, _)) = quoted(after)
                {
                    let to = format!("{word}{more}");
                    self.push(row, Action::Words { article: Some(article), from: word, to });
                    return true;
                }
                if ["删除", "删去", "予以删除"].iter().any(|verb| after.starts_with(verb)) {
                    self.push(row, Action::Words { article: Some(article), from: word, to: String::new() });
                    return true;
                }
            }
            if !found.is_empty() {
                return true;
            }
        }
        if let Some(rest) = ["增加", "新增"].iter().find_map(|verb| tail.strip_prefix(*verb)) {
            return self.add_part(row, article, inside, rest);
        }
        // 第二十三条改为第二十五条，修改为：
        let mut number = None;
        let mut rest = tail;
        for verb in ["改为", "调整为", "变更为", "作为", "修改为"] {
            if let Some(after) = rest.strip_prefix(verb)
                && let Some((to, after)) = ArticleNumber::read(after)
                && (after.is_empty() || after.starts_with(['，', '。', '：', ':', ',', '；']))
            {
                number = Some(to);
                rest = after.trim_start_matches(['，', ',', '。', '；', '并']);
                break;
            }
        }
        let verbs = [
            "全文修改为",
            "全文修订为",
            "整体修改为",
            "修改为",
            "修订为",
            "修正为",
            "变更为",
            "调整为",
            "改为",
            "修改如下",
            "修订如下",
            "修改成",
        ];
        if let Some(words) = verbs.iter().find_map(|verb| rest.strip_prefix(*verb)) {
            let kind = Kind::Replace { article, inside, number, old: None };
            return self.with_words(row, kind, words);
        }
        if let Some(to) = number {
            if rest.starts_with(['：', ':']) {
                let kind = Kind::Replace { article, inside, number: Some(to), old: None };
                return self.with_words(row, kind, rest);
            }
            let old = Given { number: article, text: None, position: None };
            let new = Given { number: to, text: None, position: None };
            self.push(row, Action::Articles { old: vec![old], new: vec![new], after: None, chapter: None });
            return true;
        }
        // 第十二条原文：“……” 修改为：“……”
        let named = rest.trim_matches(|c| is_space(c) || matches!(c, '：' | ':' | '。'));
        if named.is_empty() {
            self.about = Some((article, inside, None));
            return true;
        }
        // 第十二条：“……” with 修改为：“……” behind it or on the next line
        let colon = rest.trim_start_matches(['：', ':']);
        if colon.len() < rest.len() && colon.starts_with(['“', '「', '"']) {
            let found = replacements(colon, false);
            for (from, to) in &found {
                let action = Action::Words { article: Some(article.clone()), from: from.clone(), to: to.clone() };
                self.push(row, action);
            }
            if found.is_empty() {
                let old = self.words(colon);
                self.about = Some((article, inside, Some(old)));
            }
            return true;
        }
        let before = ["原条款", "原条文", "原文", "原内容", "原为", "原规定", "原来", "原"];
        if let Some(words) = before.iter().find_map(|verb| rest.strip_prefix(*verb)) {
            let words = words.trim_start_matches(['内', '容', '为', '是', '规', '定']);
            let old = self.words(words);
            self.about = Some((article, inside, Some(old)));
            return true;
        }
        false
    }

    fn deletions(&mut self, row: &str, all: &mut Vec<ArticleNumber>) {
        for number in all.drain(..) {
            let old = vec![Given { number, text: None, position: None }];
            self.push(row, Action::Articles { old, new: Vec::new(), after: None, chapter: None });
        }
    }

    fn delete(&mut self, row: &str, rest: &'a str) -> bool {
        let rest = rest.trim_start_matches(['原', '了']);
        let Some((article, rest)) = ArticleNumber::read(rest) else {
            if let Some(heading) = cells::heading(rest.trim_end_matches(['。', '；'])) {
                self.push(row, Action::Heading { old: Some(heading), new: None, before: None });
                return true;
            }
            return false;
        };
        let (inside, after) = inside(rest);
        if inside != Inside::default() {
            self.push(row, Action::Part { article, inside, text: None, add: false });
            return true;
        }
        let tail = after.trim_start_matches(['中', '的', '内', '容']);
        if tail.starts_with(['“', '「', '"'])
            && let Some((word, _, _)) = quoted(tail)
        {
            self.push(row, Action::Words { article: Some(article), from: word, to: String::new() });
            return true;
        }
        let (mut all, _) = list(article, rest);
        self.deletions(row, &mut all);
        true
    }

    /// 一条作为第三十条：……, 第三十条：……, 一章，作为第五章：……
    fn add(&mut self, row: &str, after: Option<ArticleNumber>, rest: &'a str) -> bool {
        let colon = rest.find(['：', ':', '“', '「']).unwrap_or(rest.len());
        let (head, words) = rest.split_at(colon);
        let number = head.find('第').and_then(|at| ArticleNumber::read(&head[at..])).map(|(number, _)| number);
        if head.contains(['章', '节']) && !head.contains('条') {
            let at = head.find('第').unwrap_or(head.len());
            let label = head[at..].trim_matches(|c| is_space(c) || matches!(c, '，' | '。')).to_owned();
            return self.with_words(row, Kind::AddHeading { label }, words);
        }
        if let (Some(number), true) = (&number, head.contains(['款', '项'])) {
            let at = head.find('第').unwrap_or(head.len());
            let rest = ArticleNumber::read(&head[at..]).map_or("", |(_, rest)| rest);
            let (inside, _) = inside(rest);
            return self.with_words(row, Kind::AddPart { article: number.clone(), inside }, words);
        }
        if number.is_none() && after.is_none() && !head.contains('条') {
            return false;
        }
        self.with_words(row, Kind::Add { after, number }, words)
    }

    fn add_part(&mut self, row: &str, article: ArticleNumber, within: Inside, rest: &'a str) -> bool {
        let colon = rest.find(['：', ':', '“', '「']).unwrap_or(rest.len());
        let (head, words) = rest.split_at(colon);
        if head.contains('条') && !head.contains(['款', '项']) {
            return self.add(row, Some(article), rest);
        }
        let at = head.find('第').unwrap_or(head.len());
        let (mut inside, _) = inside(&head[at..]);
        if inside.paragraph.is_none() && inside.item.is_some() {
            inside.paragraph = within.paragraph;
        }
        if inside == Inside::default() {
            inside = Inside { item: None, ..within };
            // 增加一款 without a number goes to the end.
            if within.paragraph.is_some() && !head.contains('项') {
                inside.paragraph = None;
            }
        }
        self.with_words(row, Kind::AddPart { article, inside }, words)
    }

    /// The words of an instruction: to the end of the quotation, else to the next instruction.
    fn words(&mut self, rest: &'a str) -> String {
        let rest = rest.trim_start_matches(|c| is_space(c) || matches!(c, '：' | ':' | '，' | ','));
        let mut all: Vec<&str> = Vec::new();
        let mut first = rest;
        if first.is_empty() {
            let Some(&next) = self.lines.get(self.at) else { return String::new() };
            if starts_instruction(strip(next)) && !next.starts_with(['“', '「', '"']) {
                return String::new();
            }
            self.at += 1;
            first = next;
        }
        if let Some(mark) = first.chars().next().filter(|c| matches!(c, '“' | '「' | '"')) {
            let mut text = first[mark.len_utf8()..].to_owned();
            loop {
                if let Some(end) = closing(&text, mark) {
                    let tail = text.split_off(end);
                    // 原第六条至第十条顺延 after the quotation.
                    if says_renumber(&tail) {
                        let row = opening(&tail[tail.chars().next().map_or(0, char::len_utf8)..]);
                        self.push(&row, Action::Renumber);
                    }
                    return text;
                }
                let Some(&next) = self.lines.get(self.at) else { return text };
                // A quotation that never closes ends where the next instruction begins.
                if starts_instruction(strip(next)) && !next.contains(['”', '」']) {
                    return text;
                }
                self.at += 1;
                text.push('\n');
                text.push_str(next);
            }
        }
        all.push(first);
        while let Some(&next) = self.lines.get(self.at) {
            if starts_instruction(strip(next)) || says_renumber(next) || is_end(next) {
                break;
            }
            all.push(next);
            self.at += 1;
        }
        all.join("\n")
    }

    fn with_words(&mut self, row: &str, kind: Kind, rest: &'a str) -> bool {
        let words = self.words(rest);
        let words = words.trim_matches(is_space);
        if words.is_empty() && !matches!(kind, Kind::AddHeading { .. }) {
            return false;
        }
        let pieces = cells::read(words);
        let articles: Vec<Given> = pieces
            .iter()
            .filter_map(|p| if let Piece::Article(given) = p { Some(given.clone()) } else { None })
            .collect();
        let loose = pieces.iter().find_map(|p| if let Piece::Words(words) = p { Some(words.clone()) } else { None });
        let heading = pieces.iter().rev().find_map(|p| if let Piece::Heading(h) = p { Some(h.clone()) } else { None });
        match kind {
            Kind::Replace { article, inside, number, old } if inside == Inside::default() => {
                let old_text = old.map(|old| match cells::read(&old).into_iter().next() {
                    Some(Piece::Article(Given { text: Some(text), .. }) | Piece::Words(text)) => text,
                    _ => old,
                });
                let new = if articles.is_empty() || loose.is_some() {
                    let number = number.unwrap_or_else(|| article.clone());
                    vec![Given { number, text: Some(words.to_owned()), position: None }]
                } else {
                    articles
                };
                let old = vec![Given { number: article, text: old_text, position: None }];
                self.push(row, Action::Articles { old, new, after: None, chapter: None });
            }
            Kind::Replace { article, inside, .. } => {
                self.push(row, Action::Part { article, inside, text: Some(words.to_owned()), add: false });
            }
            Kind::AddPart { article, inside } => {
                self.push(row, Action::Part { article, inside, text: Some(words.to_owned()), add: true });
            }
            Kind::Add { after, number } => {
                let new = if articles.is_empty() || loose.is_some() {
                    let number = number.unwrap_or_default();
                    vec![Given { number, text: Some(words.to_owned()), position: None }]
                } else {
                    articles
                };
                self.push(row, Action::Articles { old: Vec::new(), new, after, chapter: heading });
            }
            Kind::AddHeading { label } => {
                let line = heading.unwrap_or_else(|| match &loose {
                    Some(title) if title.chars().count() <= 30 && !title.ends_with('。') => format!("{label} {title}"),
                    _ => label,
                });
                let before = articles.first().map(|given| given.number.clone());
                self.push(row, Action::Heading { old: None, new: Some(line.clone()), before });
                if !articles.is_empty() {
                    let chapter = Some(line);
                    self.push(row, Action::Articles { old: Vec::new(), new: articles, after: None, chapter });
                }
            }
        }
        true
    }
}

/// The line without its own number: 一、 1. （一）.
fn strip(line: &str) -> &str {
    match lines(line).first().map(|l| l.look) {
        Some(Look::Item { rest, .. }) => line.get(rest.range()).unwrap_or(line).trim_start_matches(is_space),
        // 第二条 原章程第二十四条修改为：……: the amendment's own number before the charter's.
        Some(Look::Division { unit: Unit::Article, rest, .. }) => {
            let words = line.get(rest.range()).unwrap_or_default().trim_start_matches(is_space);
            let about = lead(words);
            let adds =
                || about.len() < words.len() && ["增加", "新增", "删除"].iter().any(|verb| about.starts_with(verb));
            if ArticleNumber::read(about).is_some() || adds() { words } else { line }
        }
        _ => line,
    }
}

/// The line without the words that lead to the article: 将《公司章程》原第十二条.
fn lead(text: &str) -> &str {
    const LEADS: [&str; 17] = [
        "将",
        "把",
        "对",
        "现将",
        "拟将",
        "同意",
        "《公司章程》",
        "公司章程",
        "《章程》",
        "本章程",
        "原章程",
        "章程",
        "原",
        "现",
        "中的",
        "中",
        "的",
    ];
    let mut rest = text.trim_start_matches(is_space);
    loop {
        if let Some(after) = LEADS.iter().find_map(|word| rest.strip_prefix(*word)).or_else(|| after_title(rest)) {
            rest = after.trim_start_matches(is_space);
        } else {
            return rest;
        }
    }
}

/// What follows the charter's title: 《某某有限公司章程》.
fn after_title(text: &str) -> Option<&str> {
    let (title, after) = text.strip_prefix('《')?.split_once('》')?;
    title.ends_with("章程").then_some(after)
}

/// 第二款第（三）项 at the start of `text`.
fn inside(text: &str) -> (Inside, &str) {
    let mut out = Inside::default();
    let mut rest = text.trim_start_matches(['的', '中', '之']);
    if let Some((number, len)) = read_unit(rest, '款') {
        out.paragraph = Some(number);
        rest = &rest[len..];
    }
    if let Some((number, len)) = read_unit(rest, '项') {
        out.item = Some(number);
        rest = &rest[len..];
    }
    (out, if out == Inside::default() { text } else { rest })
}

/// 删除第三款.
fn inside_of_deleted(verb: &str) -> (Inside, &str) {
    inside(verb.trim_start_matches(['删', '除', '去', '其']))
}

/// Further articles after the first: 、第十五条, 至第十八条.
fn list(first: ArticleNumber, rest: &str) -> (Vec<ArticleNumber>, &str) {
    const MOST: u32 = 2_000;
    let mut out = vec![first];
    let mut rest = rest;
    loop {
        let after = rest.trim_start_matches(is_space);
        let range = ['至', '到', '-', '—'].iter().find_map(|mark| after.strip_prefix(*mark));
        let more = ['、', '和', '及', '与'].iter().find_map(|mark| after.strip_prefix(*mark));
        let Some(next) = range.or(more) else { return (out, rest) };
        let Some((number, tail)) = ArticleNumber::read(lead(next)) else { return (out, rest) };
        if range.is_some()
            && let Some(last) = out.last().cloned()
        {
            for n in last.number.saturating_add(1)..number.number.min(last.number.saturating_add(MOST)) {
                let label = super::number::label_like(n, 0, &last.label);
                out.push(ArticleNumber {
                    number: n,
                    sub: 0,
                    label,
                    index: None,
                    fixed: false,
                    part: last.part.clone(),
                });
            }
        }
        out.push(number);
        rest = tail;
    }
}

fn starts_instruction(text: &str) -> bool {
    let bare = unquoted(lead(text));
    if let Some((_, rest)) = ArticleNumber::read(&bare) {
        let (_, rest) = inside(rest);
        let rest = rest.trim_start_matches(['中', '的', '内', '容', '全', '文', '，']);
        return CHANGED_TO
            .iter()
            .chain(&["删除", "删去", "予以删除", "后增加", "增加一", "新增", "修改如下", "原为", "原文"])
            .any(|v| rest.starts_with(v));
    }
    ["删除第", "删去第", "增加一", "新增一", "新增第", "增加第", "全文", "修改为", "修订为", "现修改", "原条", "在第"]
        .iter()
        .any(|w| bare.starts_with(w))
}

fn is_end(line: &str) -> bool {
    let bare: String = line.chars().filter(|c| !is_space(*c)).collect();
    bare.chars().count() <= 40
        && ["以下无正文", "盖章", "签字", "签署", "法定代表人"].iter().any(|w| bare.contains(w))
        && !bare.ends_with('。')
        || ["除上述", "除以上", "除此之外", "本修正案", "章程其他", "章程其余", "公司章程其他", "公司章程其余"]
            .iter()
            .any(|w| bare.starts_with(w))
}

fn signals(text: &str) -> bool {
    let bare = unquoted(text);
    let article = bare.contains('第') && bare.contains('条');
    article && ["修改为", "修订为", "删除", "增加一条", "新增一条"].iter().any(|w| bare.contains(w)) && !is_end(text)
}
