//! Word files: one line per paragraph, automatic numbers written out, one line per table row.
//!
//! - A paragraph is a line that ends in `\n`. A line break inside it (`w:br`, `w:cr`) is `\n` too.
//! - An automatic number stands in front of its paragraph as Word shows it, with the tab or space that follows it.
//!   [`Origin::Numbering`](crate::Origin) marks it: the file does not hold it.
//! - A table row is a line of cells joined by `\t`. The paragraphs of one cell are joined by `\n`, so a cell with several
//!   makes several lines; inside a cell a tab is a space. Each table is a [`Grid`](crate::source::Grid) with its spans.
//! - Tracked insertions count, deletions do not. Hidden text, field codes, comments, headers, footers and notes are not
//!   in the text. A text box follows the paragraph that it is tied to.

mod body;
mod flow;
mod numbering;
mod numerals;
mod styles;
mod table;

use super::error::{Format, ImportCause};
use super::package::Package;
use super::{Imported, Text};
use crate::source::{Limits, OriginMap};
use body::{Body, LeftOut};
use numbering::{Counters, Numbering};
use styles::Styles;

/// Reads the bytes of a Word file.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Imported, ImportCause> {
    let mut package = Package::open(bytes, Format::Word, limits)?;
    let main = package.main_part("word/document.xml")?;
    let related = package.relationships(&main)?;
    let part = |kind: &str| related.iter().find(|r| r.kind == kind).map(|r| r.target.clone());

    let mut styles = Styles::default();
    if let Some(part) = part("styles") {
        package.visit(&part, &mut styles)?;
    }
    let mut numbering = Numbering::default();
    if let Some(part) = part("numbering") {
        package.visit(&part, &mut numbering)?;
    }
    let mut body = Body::new(Counters::new(&numbering, &styles), limits);
    package.visit(&main, &mut body)?;
    body.finish();

    let left_out = std::mem::take(&mut body.left_out);
    let (text, stretches, mut grids) = body.flow.into_parts();
    if text.trim().is_empty() && left_out.pictures > 0 {
        return Err(ImportCause::NoText { format: Format::Word });
    }
    let mut origins = OriginMap::new();
    for (span, origin) in stretches {
        origins.push(span, origin);
    }
    grids.sort_by_key(|grid| (grid.span.start, std::cmp::Reverse(grid.span.end)));
    Ok(Imported { text, origins, grids, remarks: remarks(&left_out) })
}

fn remarks(left_out: &LeftOut) -> Vec<Text> {
    let LeftOut { chunks, objects, pictures, notes, hidden, deletions, insertions, unclosed_fields } = *left_out;
    let of = |count: u32, zh: String, en: String| (count > 0).then(|| Text::new(zh, en));
    [
        of(
            chunks,
            format!("嵌入的外部文档（altChunk）{chunks} 处未读取；请在 Word 中打开后重新保存"),
            format!("{chunks} embedded documents (altChunk) were not read; open the file in Word and save it again"),
        ),
        of(
            objects,
            format!("嵌入对象 {objects} 个未读取；其中如有表格，请单独导出"),
            format!("{objects} embedded objects were not read; export the tables in them as files of their own"),
        ),
        of(pictures, format!("图片 {pictures} 幅未读取"), format!("{pictures} pictures were not read")),
        of(notes, format!("脚注、尾注 {notes} 条未计入正文"), format!("{notes} notes are not part of the text")),
        of(
            hidden,
            format!("隐藏文字 {hidden} 处未计入正文"),
            format!("{hidden} pieces of hidden text are not part of the text"),
        ),
        of(
            deletions + insertions,
            format!("文件含修订痕迹：插入 {insertions} 处已计入，删除 {deletions} 处未计入"),
            format!("the file has tracked changes: {insertions} insertions count, {deletions} deletions do not"),
        ),
        of(
            unclosed_fields,
            format!("域代码 {unclosed_fields} 处没有结束标记，其后的文字可能缺失"),
            format!("{unclosed_fields} fields have no end; text after them may be missing"),
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}
