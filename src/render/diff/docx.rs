//! The comparison table as a Word file, ready to file.

use std::fmt::Write as _;
use std::io;

use super::table::{self, Piece};
use crate::Language;
use crate::diff::Comparison;
use crate::render::word::parts::{PAGE_NUMBER, escape, package};

const STYLES: &str = "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
<w:docDefaults><w:rPrDefault><w:rPr>\
<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"宋体\" w:cs=\"Times New Roman\"/>\
<w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/>\
</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:line=\"300\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\
<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>\
<w:style w:type=\"paragraph\" w:styleId=\"Title\"><w:name w:val=\"Title\"/><w:basedOn w:val=\"Normal\"/>\
<w:pPr><w:spacing w:before=\"120\" w:after=\"240\"/><w:jc w:val=\"center\"/></w:pPr>\
<w:rPr><w:rFonts w:eastAsia=\"黑体\"/><w:sz w:val=\"36\"/><w:szCs w:val=\"36\"/></w:rPr></w:style>\
</w:styles>";

/// A4 in landscape, in twentieths of a point; the widths of the columns fill it between the margins.
const PAGE: &str = "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId2\"/>\
<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>\
<w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>";
const WIDTHS: [u32; 4] = [780, 5600, 5600, 2590];

/// Writes the comparison table as a Word file: 修订前 struck through where words go, 修订后 bold where words come, the
/// header repeated on every page, a place for the seal below. The same comparison gives the same bytes.
///
/// ```
/// use std::sync::Arc;
/// use charterlint::{Charter, Language, Source, diff, render};
/// let charter = |text: &str| Source::new("章程.txt", text).map(|source| Charter::read(Arc::new(source)));
/// let old = charter("某某有限公司章程\n第一条 董事任期四年。\n")?;
/// let new = charter("某某有限公司章程\n第一条 董事任期三年。\n")?;
/// let comparison = diff::compare(&old, &new);
/// let mut out = Vec::new();
/// render::diff::docx(&comparison, Language::Chinese, &mut out)?;
/// assert!(out.starts_with(b"PK"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If `out` fails.
pub fn docx(comparison: &Comparison, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    let parts = [("styles", "styles.xml", STYLES), ("footer", "footer1.xml", PAGE_NUMBER)];
    out.write_all(&package(&document(comparison, language), &parts)?)
}

fn document(comparison: &Comparison, language: Language) -> String {
    let chinese = language == Language::Chinese;
    let mut out = String::from(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>",
    );
    let title = escape(&table::title(comparison, language));
    let _ = write!(out, "<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>{title}</w:t></w:r></w:p>");
    if let Some(why) = table::no_table(comparison, language) {
        paragraph(&mut out, &why);
    }
    let rows = table::rows(comparison, language);
    if !rows.is_empty() {
        out.push_str("<w:tbl><w:tblPr><w:tblW w:w=\"14570\" w:type=\"dxa\"/><w:tblBorders>");
        for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
            let _ = write!(out, "<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>");
        }
        out.push_str("</w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>");
        for width in WIDTHS {
            let _ = write!(out, "<w:gridCol w:w=\"{width}\"/>");
        }
        out.push_str("</w:tblGrid><w:tr><w:trPr><w:tblHeader/></w:trPr>");
        let [number, old, new, note] = table::columns(language);
        let note = if chinese { "修订依据/说明" } else { note };
        for (name, width) in [number, old, new, note].into_iter().zip(WIDTHS) {
            let pieces = [Piece { text: name.to_owned(), changed: true }];
            cell(&mut out, &pieces, width, "<w:b/><w:bCs/>", true);
        }
        out.push_str("</w:tr>");
        for (i, row) in rows.iter().enumerate() {
            let plain = |text: String| vec![Piece { text, changed: false }];
            out.push_str("<w:tr>");
            let [first, second, third, fourth] = WIDTHS;
            cell(&mut out, &plain((i + 1).to_string()), first, "", true);
            cell(&mut out, &row.old, second, "<w:strike/>", false);
            cell(&mut out, &row.new, third, "<w:b/><w:bCs/>", false);
            cell(&mut out, &plain(row.note.clone()), fourth, "", false);
            out.push_str("</w:tr>");
        }
        out.push_str("</w:tbl>");
    }
    for line in table::notes(comparison, language) {
        paragraph(&mut out, &line);
    }
    if !rows.is_empty() && chinese {
        paragraph(&mut out, "除上述修订外，章程其他条款内容不变。");
        paragraph(&mut out, "");
        paragraph(&mut out, "公司（盖章）：");
        paragraph(&mut out, "法定代表人（签字）：");
        paragraph(&mut out, "　　　　年　　月　　日");
    }
    out.push_str(PAGE);
    out.push_str("</w:body></w:document>");
    out
}

fn paragraph(out: &mut String, text: &str) {
    let _ = write!(out, "<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>", escape(text));
}

/// A cell with a paragraph a line; `mark` are the run properties of changed words.
fn cell(out: &mut String, pieces: &[Piece], width: u32, mark: &str, centred: bool) {
    let _ = write!(out, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>");
    let open = if centred { "<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>" } else { "<w:p>" };
    out.push_str(open);
    for piece in pieces {
        for (i, line) in piece.text.split('\n').enumerate() {
            if i > 0 {
                out.push_str("</w:p>");
                out.push_str(open);
            }
            if line.is_empty() {
                continue;
            }
            let properties =
                if piece.changed && !mark.is_empty() { format!("<w:rPr>{mark}</w:rPr>") } else { String::new() };
            let _ = write!(out, "<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(line));
        }
    }
    out.push_str("</w:p></w:tc>");
}
