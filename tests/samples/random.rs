//! Texts made of parts of the samples, with and without noise.

use std::sync::OnceLock;

use proptest::prelude::*;

/// What a charter is made of.
struct Parts {
    headings: Vec<String>,
    /// Articles without their labels.
    articles: Vec<String>,
    /// Every line of every document.
    lines: Vec<String>,
    /// Rows of tables.
    rows: Vec<String>,
}

/// The words behind 第N条 or 第N章 at the start of a line.
fn unlabelled(line: &str, unit: char) -> Option<&str> {
    let rest = line.trim_start().strip_prefix('第')?;
    let (number, rest) = rest.split_once(unit)?;
    number.chars().all(|c| "一二三四五六七八九十百0123456789 ".contains(c)).then_some(rest.trim())
}

fn parts() -> &'static Parts {
    static PARTS: OnceLock<Parts> = OnceLock::new();
    PARTS.get_or_init(|| {
        let mut parts = Parts { headings: Vec::new(), articles: Vec::new(), lines: Vec::new(), rows: Vec::new() };
        for sample in super::fixtures() {
            let wrapped = sample.name.contains("wrapped");
            for (name, text) in &sample.documents {
                let lines = text.lines().filter(|line| !line.trim().is_empty());
                if name.ends_with(".csv") {
                    parts.rows.extend(lines.map(str::to_owned));
                    continue;
                }
                parts.lines.extend(lines.clone().map(str::to_owned));
                // A sound charter is made of texts with one paragraph a line.
                if !name.contains("章程") || wrapped || name.ends_with(".md") || sample.name.contains("template") {
                    continue;
                }
                let mut open = false;
                for line in lines {
                    if let Some(title) = unlabelled(line, '章') {
                        // The others are lines of a table of contents.
                        if !title.contains(['.', '…', '·']) {
                            parts.headings.push(title.to_owned());
                        }
                        open = false;
                    } else if let Some(words) = unlabelled(line, '条') {
                        open = words.ends_with(['。', '：', '；']);
                        if open {
                            parts.articles.push(words.to_owned());
                        }
                    } else if let (true, Some(last)) = (open, parts.articles.last_mut()) {
                        open = line.ends_with(['。', '：', '；']) && unlabelled(line, '节').is_none();
                        if open {
                            last.push('\n');
                            last.push_str(line.trim());
                        }
                    }
                }
            }
        }
        parts.articles.retain(|article| !article.contains('\t') && !article.ends_with('：'));
        assert!(parts.articles.len() > 300 && parts.headings.len() > 40, "{}", parts.articles.len());
        parts
    })
}

/// A charter whose numbers run through.
#[derive(Clone, Debug)]
pub(crate) struct Sound {
    /// Headings, each with the words of its articles.
    pub(crate) chapters: Vec<(String, Vec<String>)>,
}

impl Sound {
    pub(crate) fn text(&self) -> String {
        let mut out = String::from("青岚水务有限公司章程\n\n");
        let mut number = 0;
        for (i, (heading, articles)) in self.chapters.iter().enumerate() {
            out.push_str(&format!("第{}章　{heading}\n", chinese(i + 1)));
            for article in articles {
                number += 1;
                out.push_str(&format!("第{}条　{article}\n", chinese(number)));
            }
        }
        out
    }

    pub(crate) fn articles(&self) -> usize {
        self.chapters.iter().map(|(_, articles)| articles.len()).sum()
    }
}

/// A number below one thousand as charters write it.
pub(crate) fn chinese(number: usize) -> String {
    charterlint::numeral::to_chinese(number as u64)
}

/// A charter of articles of the samples, its numbers in order.
pub(crate) fn charter() -> impl Strategy<Value = Sound> {
    let parts = parts();
    let article = prop::sample::select(&parts.articles[..]);
    let heading = prop::sample::select(&parts.headings[..]);
    prop::collection::vec((heading, prop::collection::vec(article, 1..12)), 1..6).prop_map(|mut chapters| {
        // The same heading twice would read as a running header.
        let mut seen = std::collections::HashSet::new();
        chapters.retain(|(heading, _)| seen.insert(heading.clone()));
        Sound { chapters }
    })
}

/// Things that look like parts of a document where they are not.
const TRAPS: &[&str] = &[
    "第",
    "条",
    "第十二条",
    "第十二条 ",
    "第一章",
    "第一章 总则",
    "第二节",
    "第一百二十一条之一 ",
    "（一）",
    "（二）",
    "(1)",
    "1.",
    "1.2.3 ",
    "一、",
    "①",
    "A.",
    "- ",
    "# ",
    "## 第三章",
    "**",
    "|",
    "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n",
    "\t",
    "— 3 —",
    "第 3 页 共 9 页",
    "12",
    "\u{0C}",
    "目录",
    "第一章 总则……1",
    "附件一：董事会议事规则",
    "章程",
    "（签字）",
    "年 月 日",
    "以下无正文",
    "“",
    "”",
    "《",
    "》",
    "：",
    "；",
    "。",
    "，",
    "\u{FEFF}",
    "\u{3000}",
    "\u{200B}",
    "\r",
    "\r\n",
    "\n\n",
    "𠮷",
    "第𠮷条",
    "黨委",
    "第〇条",
    "第九九九九九九九九九九条",
    "100000000000000000000万元",
    "百分之百分之",
    "\0",
    "\u{202E}",
];

/// A text of lines of the samples, in any order, with noise between and inside them.
pub(crate) fn text() -> impl Strategy<Value = String> {
    let line = prop::sample::select(&parts().lines[..]);
    let piece = prop_oneof![
        6 => line.clone().prop_map(|line| format!("{line}\n")),
        2 => (line, any::<prop::sample::Index>()).prop_map(|(line, at)| {
            let at = at.index(line.chars().count() + 1);
            line.chars().take(at).collect()
        }),
        3 => prop::sample::select(TRAPS).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// A table of rows of the samples, in any order, with noise.
pub(crate) fn table() -> impl Strategy<Value = String> {
    let row = prop::sample::select(&parts().rows[..]);
    let piece = prop_oneof![
        8 => row.prop_map(|row| format!("{row}\n")),
        1 => prop::sample::select(TRAPS).prop_map(str::to_owned),
        1 => prop::sample::select(&[",", "\"", "\"\"", ",,,\n", "\n"][..]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}
