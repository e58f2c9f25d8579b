//! Comments stand at the words they are about, and nothing else of the file changes.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::note::Note;
use super::*;
use crate::source::Limits;

#[path = "../../../tests/office/mod.rs"]
mod office;

const DAY: fn() -> Date = || Date::new(2026, 11, 23).unwrap();

/// The file with a comment on each of the spans.
fn commented(original: &[u8], spans: &[Span], force: bool) -> Result<Vec<u8>, WordError> {
    let source = import::import("a.docx", original, &Limits::default()).unwrap();
    let notes: Vec<Note> = spans.iter().map(|span| Note::plain(*span, "注")).collect();
    let places: Vec<_> = notes.iter().map(|note| (anchor::place(&source, note.span).unwrap(), note)).collect();
    copy::with_notes(original, &places, DAY(), Language::Chinese, force)
}

fn part(file: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut out = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut out).unwrap();
    out
}

/// The words of each comment, by its number, as a reader that knows nothing of ours finds them.
fn words(document: &str) -> BTreeMap<u32, String> {
    let mut reader = Reader::from_str(document);
    let (mut open, mut out, mut referred) = (Vec::new(), BTreeMap::<u32, String>::new(), Vec::new());
    let (mut in_text, mut skip, mut fallback) = (false, 0, 0);
    let id = |tag: &quick_xml::events::BytesStart<'_>| -> u32 {
        let id = tag.attributes().flatten().find(|a| a.key.local_name().into_inner() == "id").unwrap();
        id.value.parse().unwrap()
    };
    loop {
        let event = reader.read_event().unwrap();
        let mut add = |text: &str, open: &Vec<u32>| {
            for id in open {
                out.entry(*id).or_default().push_str(text);
            }
        };
        match &event {
            Event::Empty(tag) | Event::Start(tag) => match tag.local_name().into_inner() {
                "commentRangeStart" => {
                    let id = id(tag);
                    open.push(id);
                    out.entry(id).or_default();
                }
                "commentRangeEnd" => {
                    let id = id(tag);
                    assert!(open.contains(&id), "comment {id} ends before it starts");
                    open.retain(|one| *one != id);
                }
                "commentReference" => referred.push(id(tag)),
                "t" => in_text = matches!(event, Event::Start(_)),
                "tab" if skip == 0 => add("\t", &open),
                "br" => add("\n", &open),
                "pPr" if matches!(event, Event::Start(_)) => skip += 1,
                "Fallback" => fallback += 1,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().into_inner() {
                "t" => in_text = false,
                "p" => add("\n", &open),
                "pPr" => skip -= 1,
                "Fallback" => fallback -= 1,
                _ => {}
            },
            Event::Text(text) if in_text && fallback == 0 => add(&text.xml10_content(), &open),
            Event::GeneralRef(name) if in_text => {
                add(
                    match &*name.xml10_content() {
                        "amp" => "&",
                        "lt" => "<",
                        _ => "?",
                    },
                    &open,
                );
            }
            Event::CData(text) if in_text => add(&text.xml10_content(), &open),
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty(), "comments without an end: {open:?}");
    assert_eq!(referred.len(), out.len());
    out
}

/// The spans of these words in the file's clean text.
fn spans(original: &[u8], all: &[&str]) -> Vec<Span> {
    let source = import::import("a.docx", original, &Limits::default()).unwrap();
    all.iter()
        .map(|words| {
            let at = source.text().find(words).unwrap_or_else(|| panic!("{words:?} is not in {:?}", source.text()));
            Span::from(at..at + words.len())
        })
        .collect()
}

/// Comments on the words of this body, and the document that carries them. The clean text must be as before.
fn mark(body: &str, all: &[&str]) -> (Vec<String>, String) {
    let original = office::docx(&office::document(body));
    let marked = commented(&original, &spans(&original, all), false).unwrap();
    let text = |file: &[u8]| import::import("a.docx", file, &Limits::default()).unwrap().text().to_owned();
    assert_eq!(text(&original), text(&marked));
    let document = part(&marked, "word/document.xml");
    (words(&document).into_values().collect(), document)
}

#[test]
fn words_inside_a_run_split_it_with_its_properties() {
    let run = "<w:r w:rsidR=\"00A1\"><w:rPr><w:b/><w:sz w:val=\"24\"/></w:rPr><w:t>第一条 公司设立党委。</w:t></w:r>";
    let (words, document) = mark(&format!("<w:p>{run}</w:p>"), &["公司设立"]);
    assert_eq!(words, ["公司设立"]);
    let open = "<w:r w:rsidR=\"00A1\"><w:rPr><w:b/><w:sz w:val=\"24\"/></w:rPr>";
    assert_eq!(document.matches(open).count(), 3, "{document}");
    // The blank that now stands at the end of a `w:t` would be lost without the mark.
    assert!(document.contains("<w:t xml:space=\"preserve\">第一条 </w:t>"), "{document}");
}

#[test]
fn the_rest_of_the_main_part_is_untouched() {
    let body = "<w:p w14:x='1'  ><w:r><w:t>甲乙丙</w:t></w:r></w:p>\r\n<!-- 注 --><w:p/><w:p><w:r><w:t>丁&amp;戊</w:t></w:r></w:p>";
    let body = &body.replace(" w14:x='1'", "");
    let (words, document) = mark(body, &["甲乙丙", "丁&戊"]);
    assert_eq!(words, ["甲乙丙", "丁&戊"]);
    // Whole runs: taking out the marks gives back every byte.
    let mut plain = document;
    for id in 0..2 {
        plain = plain.replace(&format!("<w:commentRangeStart w:id=\"{id}\"/>"), "");
        plain = plain
            .replace(&format!("<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:commentReference w:id=\"{id}\"/></w:r>"), "");
    }
    assert_eq!(plain, office::document(body));
}

#[test]
fn words_over_runs_paragraphs_and_cells() {
    let body = "<w:p><w:r><w:t>公司设</w:t></w:r><w:ins w:id=\"5\"><w:r><w:t>立</w:t></w:r></w:ins>\
        <w:del w:id=\"6\"><w:r><w:delText>废</w:delText></w:r></w:del><w:hyperlink><w:r><w:t>党委</w:t></w:r></w:hyperlink></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>序号一</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>事项二</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let (words, document) = mark(body, &["设立党", "号一\t事项", "党委\n序号一"]);
    assert_eq!(words, ["设立党", "号一\n事项", "党委\n序号一"]);
    assert!(document.contains("<w:del w:id=\"6\"><w:r><w:delText>废</w:delText></w:r></w:del>"));
}

#[test]
fn comments_on_the_same_words_do_not_disturb_each_other() {
    let (words, _) = mark(
        "<w:p><w:r><w:t>董事会由九名董事组成</w:t></w:r></w:p>",
        &["九名", "九名董事", "董事会由九名", "组成", "九名"],
    );
    assert_eq!(words, ["九名", "九名董事", "董事会由九名", "组成", "九名"]);
}

#[test]
fn tabs_breaks_entities_and_line_ends_count() {
    let body = "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"420\"/></w:tabs></w:pPr>\
        <w:r><w:tab/><w:t xml:space=\"preserve\">甲&lt;乙 </w:t><w:br/><w:t>丙&#x4E01;戊</w:t><w:tab/><w:t>己</w:t></w:r></w:p>";
    let (words, _) = mark(body, &["<乙 \n丙", "己"]);
    assert_eq!(words, ["<乙 \n丙", "己"]);
}

#[test]
fn white_space_that_word_trims_stays_trimmed() {
    // The `w:t` cannot be split without showing its blanks: the comment takes it whole.
    let (words, document) = mark("<w:p><w:r><w:t> 甲乙丙 </w:t></w:r></w:p>", &["乙"]);
    assert_eq!(words, [" 甲乙丙 "]);
    assert!(document.contains("<w:t> 甲乙丙 </w:t>"));
}

#[test]
fn text_boxes_and_plain_controls_are_commented_around() {
    let text_box = "<w:p><w:r><w:t>外</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><w:txbxContent>\
        <w:p><w:r><w:t>框内文字</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>\
        <w:p><w:r><w:t>框内文字</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>";
    let (words, document) = mark(text_box, &["内文"]);
    assert_eq!(words.len(), 1);
    let (before, after) = document.split_once("<w:commentRangeStart").unwrap();
    assert!(before.ends_with("外</w:t></w:r>") && after.contains("</mc:AlternateContent></w:r><w:commentRangeEnd"));

    let control = "<w:p><w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>某某公司</w:t></w:r></w:sdtContent></w:sdt>\
        <w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>章程全文</w:t></w:r></w:sdtContent></w:sdt></w:p>";
    let (words, document) = mark(control, &["公司", "章程"]);
    assert_eq!(words, ["某某公司", "章程"]);
    assert!(document.contains("<w:commentRangeStart w:id=\"0\"/><w:sdt><w:sdtPr><w:text/>"), "{document}");
}

#[test]
fn an_automatic_number_is_commented_at_its_paragraph() {
    let numbering = "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>\
        <w:numFmt w:val=\"chineseCountingThousand\"/><w:lvlText w:val=\"第%1条\"/></w:lvl></w:abstractNum>\
        <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
    let number = "<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>";
    let body = format!("<w:p>{number}<w:r><w:t>总则</w:t></w:r></w:p><w:p>{number}</w:p><w:p/>");
    let original = office::docx_with(&office::document(&body), Some(numbering), None);
    let all = spans(&original, &["第一条", "第二条"]);
    let marked = commented(&original, &all, false).unwrap();
    let document = part(&marked, "word/document.xml");
    assert_eq!(words(&document).into_values().collect::<Vec<_>>(), ["总则", ""]);
    assert!(document.contains(&format!("{number}<w:commentRangeStart w:id=\"1\"/>")), "{document}");
}

#[test]
fn an_empty_paragraph_opens_for_a_comment() {
    let mark = markup::Mark { id: 3, place: anchor::Place::Paragraph(1) };
    let body = office::document("<w:p/><w:p /><w:p/>");
    let marked = markup::set(&body, &[mark]).unwrap();
    let expected = "<w:p/><w:p ><w:commentRangeStart w:id=\"3\"/><w:commentRangeEnd w:id=\"3\"/>\
        <w:r><w:commentReference w:id=\"3\"/></w:r></w:p><w:p/>";
    assert!(marked.contains(expected), "{marked}");
    // A place that is not there: no comment is lost.
    let lost = markup::Mark { id: 4, place: anchor::Place::Paragraph(9) };
    assert!(markup::set(&body, &[lost]).is_err() || markup::set(&body, &[lost]).unwrap().contains("w:id=\"4\""));
}

#[test]
fn a_tracked_change_of_properties_keeps_a_number_of_its_own() {
    let run = "<w:r><w:rPr><w:b/><w:rPrChange w:id=\"7\" w:author=\"甲\"><w:rPr/></w:rPrChange></w:rPr><w:t>甲乙丙</w:t></w:r>";
    let (_, document) = mark(&format!("<w:p>{run}</w:p>"), &["乙"]);
    for id in 7..10 {
        assert_eq!(document.matches(&format!("<w:rPrChange w:id=\"{id}\"")).count(), 1, "{document}");
    }
}

#[test]
fn other_prefixes_and_the_strict_form() {
    const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    for (body, start) in [
        (
            format!(
                "<x:document xmlns:x=\"{STRICT}\"><x:body><x:p><x:r><x:t>甲乙</x:t></x:r></x:p></x:body></x:document>"
            ),
            "<x:commentRangeStart x:id=\"0\"/>".to_owned(),
        ),
        (
            format!("<document xmlns=\"{STRICT}\"><body><p><r><t>甲乙</t></r></p></body></document>"),
            format!("<commentRangeStart xmlns:w=\"{STRICT}\" w:id=\"0\"/>"),
        ),
    ] {
        let original = office::docx(&body);
        let marked = commented(&original, &spans(&original, &["乙"]), false).unwrap();
        let document = part(&marked, "word/document.xml");
        assert!(document.contains(&start), "{document}");
        assert!(part(&marked, "word/comments.xml").contains(STRICT));
        assert!(
            part(&marked, "word/_rels/document.xml.rels")
                .contains("purl.oclc.org/ooxml/officeDocument/relationships/comments")
        );
        assert_eq!(words(&document)[&0], "乙");
    }
}

/// A package with comments of its own, macros and an unknown part, some entries stored and some deflated.
fn rich(extra: Option<(&str, &str)>) -> Vec<u8> {
    let document = office::document(
        "<w:p><w:commentRangeStart w:id=\"7\"/><w:r><w:t>某某公司章程</w:t></w:r><w:commentRangeEnd w:id=\"7\"/>\
         <w:r><w:commentReference w:id=\"7\"/></w:r></w:p><w:p><w:r><w:t>第一条 公司设立党委。</w:t></w:r></w:p>",
    );
    let comments = format!(
        "<?xml version=\"1.0\"?>\r\n<w:comments xmlns:w=\"{}\"><w:comment w:id=\"7\" w:author=\"法务\"><w:p><w:r><w:t>原有批注</w:t></w:r></w:p></w:comment></w:comments>",
        office::WORD
    );
    let types = "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
        <Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>";
    let mut entries = vec![
        ("[Content_Types].xml", types.to_owned()),
        ("_rels/.rels", office::relationships(&[("officeDocument", "word/document.xml")])),
        ("word/_rels/document.xml.rels", office::relationships(&[("comments", "comments.xml")])),
        ("word/document.xml", document),
        ("word/comments.xml", comments),
        ("word/vbaProject.bin", "宏".repeat(500)),
        ("customXml/item1.xml", "<unknown  attribute = 'x' />".to_owned()),
    ];
    entries.extend(extra.map(|(name, body)| (name, body.to_owned())));
    office::archive(entries)
}

#[test]
fn every_other_part_stays_to_the_byte() {
    let original = rich(None);
    let marked = commented(&original, &spans(&original, &["党委", "某某公司"]), false).unwrap();
    let raw = |file: &[u8], name: &str| {
        let mut archive = zip::ZipArchive::new(Cursor::new(file.to_vec())).unwrap();
        let index = archive.index_for_name(name).unwrap();
        let mut entry = archive.by_index_raw(index).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        (bytes, entry.compression(), entry.crc32(), entry.last_modified().map(|time| time.to_string()))
    };
    let names = |file: &[u8]| {
        let archive = zip::ZipArchive::new(Cursor::new(file.to_vec())).unwrap();
        archive.file_names().map(|name| name.unwrap().into_owned()).collect::<Vec<String>>()
    };
    assert_eq!(names(&original), names(&marked));
    for name in names(&original) {
        let same = raw(&original, &name) == raw(&marked, &name);
        assert_eq!(same, !matches!(name.as_str(), "word/document.xml" | "word/comments.xml"), "{name}");
    }
    // The comment that was there stays as it is, and the new ones follow with numbers of their own.
    let before = part(&original, "word/comments.xml");
    let after = part(&marked, "word/comments.xml");
    assert!(after.starts_with(before.strip_suffix("</w:comments>").unwrap()), "{after}");
    assert!(after.contains("w:id=\"8\"") && after.contains("w:id=\"9\"") && after.ends_with("</w:comments>"));
    let words = words(&part(&marked, "word/document.xml"));
    assert_eq!((&*words[&7], &*words[&8], &*words[&9]), ("某某公司章程", "党委", "某某公司"));
    // The same file and report give the same bytes.
    assert_eq!(marked, commented(&original, &spans(&original, &["党委", "某某公司"]), false).unwrap());
}

#[test]
fn a_signature_is_not_broken_silently() {
    let original = rich(Some(("_xmlsignatures/sig1.xml", "<Signature/>")));
    let spans = spans(&original, &["党委"]);
    let refused = commented(&original, &spans, false).unwrap_err();
    assert!(matches!(refused, WordError::Signed) && refused.text().zh.contains("--force"));
    let forced = commented(&original, &spans, true).unwrap();
    assert_eq!(part(&forced, "_xmlsignatures/sig1.xml"), "<Signature/>");
    // Without a finding there is nothing to write, and nothing to break.
    assert_eq!(commented(&original, &[], false).unwrap(), original);
}

#[test]
fn another_library_reads_the_comments() {
    let original = office::docx(&office::document("<w:p><w:r><w:t>第一条 公司设立党委。</w:t></w:r></w:p>"));
    let marked = commented(&original, &spans(&original, &["公司", "党委"]), false).unwrap();
    let read = docx_rs::read_docx(&marked).unwrap();
    let json: serde_json::Value = serde_json::from_str(&read.json()).unwrap();
    let comments = json["comments"]["comments"].as_array().unwrap();
    assert_eq!(comments.len(), 2);
    assert!(comments.iter().all(|comment| comment["author"] == "charterlint"), "{comments:?}");
    let body = json["document"].to_string();
    assert_eq!(body.matches("commentRangeStart").count(), 2, "{body}");
}

fn run() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[甲乙丙 &<]{1,6}".prop_map(|text| {
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            format!("<w:t xml:space=\"preserve\">{text}</w:t>")
        }),
        2 => "[甲 ]{0,3}[乙丙]".prop_map(|text| format!("<w:t>{text}</w:t>")),
        1 => Just("<w:tab/>".to_owned()),
        1 => Just("<w:footnoteReference w:id=\"1\"/>".to_owned()),
        1 => Just("<w:t><![CDATA[丁<戊]]></w:t>".to_owned()),
    ];
    let properties = prop_oneof![Just(""), Just("<w:rPr><w:b/></w:rPr>")];
    (properties, prop::collection::vec(piece, 1..4))
        .prop_map(|(properties, pieces)| format!("<w:r>{properties}{}</w:r>", pieces.concat()))
}

fn body() -> impl Strategy<Value = String> {
    let around = prop_oneof![
        6 => Just(("", "")),
        1 => Just(("<w:ins w:id=\"1\">", "</w:ins>")),
        1 => Just(("<w:sdt><w:sdtPr/><w:sdtContent>", "</w:sdtContent></w:sdt>")),
    ];
    let inline = (around, run()).prop_map(|((open, close), run)| format!("{open}{run}{close}"));
    let paragraph = prop::collection::vec(inline, 0..4).prop_map(|runs| format!("<w:p>{}</w:p>", runs.concat()));
    prop::collection::vec(paragraph, 1..4).prop_map(|all| all.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn any_words_of_any_runs_can_be_commented(
        body in body(),
        cuts in prop::collection::vec((0usize..60, 1usize..20), 1..5),
    ) {
        let original = office::docx(&office::document(&body));
        let source = import::import("a.docx", &original, &Limits::default()).unwrap();
        let text = source.text();
        prop_assume!(!source.origins().is_empty());
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let all: Vec<Span> = cuts.iter().filter_map(|(from, length)| {
            let (start, end) = (from % (starts.len() - 1), (from % (starts.len() - 1) + length).min(starts.len() - 1));
            Some(Span::from(*starts.get(start)?..*starts.get(end)?))
        }).collect();
        let marked = commented(&original, &all, false).unwrap();
        let again = import::import("a.docx", &marked, &Limits::default()).unwrap();
        prop_assert_eq!(again.text(), text);
        let document = part(&marked, "word/document.xml");
        let found = words(&document);
        prop_assert_eq!(found.len(), all.len());
        let solid = |text: &str| text.chars().filter(|c| !matches!(c, '\n' | '\t' | ' ')).collect::<String>();
        for (span, words) in all.iter().zip(found.values()) {
            let wanted = solid(source.slice(*span));
            // CDATA and text with blanks that Word trims are never cut: a comment may take a little more, never less.
            prop_assert!(solid(words).contains(&wanted), "{:?} in {:?}: {}", wanted, words, document);
            if !body.contains("CDATA") && !body.contains("<w:t> ") && !wanted.is_empty() {
                prop_assert_eq!(solid(words), wanted);
            }
        }
    }
}

#[test]
fn a_text_becomes_a_document_with_its_outline() {
    // A page number stands within a sentence, and the words asked for run over it.
    let pages: String = ["甲", "乙", "丙", "丁"]
        .iter()
        .zip(1..)
        .map(|(one, page)| format!("依法{one}一\n依规{one}二\n诚信{one}三\n公司{one}营\n{page}\n"))
        .collect();
    let text = format!("某某公司章程\n第一章 总则\n第一条 为规范公司，依据部\n{pages}门规章制定。\n（一）甲；\n");
    let source = Arc::new(Source::new("章程.txt", text.as_str()).unwrap());
    let span = |words: &str| {
        let at = text.find(words).unwrap();
        Span::from(at..at + words.len())
    };
    let notes = [
        Note::plain(span("第一章 总则"), "甲"),
        Note::plain(span("甲营\n1\n依法"), "乙"),
        Note::plain(span("\n（一）"), "丙"),
    ];
    let file = fresh::document(&source, "charter", &notes, DAY(), Language::Chinese).unwrap();
    let document = part(&file, "word/document.xml");
    let words: Vec<String> = words(&document).into_values().collect();
    assert_eq!(words, ["第一章 总则", "甲营\n依法", "（一）"]);
    for (style, words) in [("Title", "某某公司章程"), ("Heading1", "第一章 总则"), ("Clause", "（一）甲；")]
    {
        let paragraph = document.split("<w:p>").find(|p| p.contains(&format!("\"{style}\""))).unwrap();
        let shown: String =
            paragraph.split("<w:t xml:space=\"preserve\">").skip(1).filter_map(|t| t.split('<').next()).collect();
        assert!(shown == words || style == "Clause", "{style}: {shown}");
    }
    let read = import::import("a.docx", &file, &Limits::default()).unwrap();
    assert!(!read.text().lines().any(|line| line.trim().parse::<u32>().is_ok()), "{}", read.text());
    docx_rs::read_docx(&file).unwrap();
}

#[test]
fn a_table_keeps_its_merged_cells() {
    let rows = "<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:r><w:t>表头</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>丙</w:t></w:r></w:p></w:tc></w:tr>\
        <w:tr><w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr><w:p><w:r><w:t>合并</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>\
        <w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>丁</w:t></w:r></w:p></w:tc></w:tr>";
    let original = office::docx(&office::document(&format!("<w:tbl>{rows}</w:tbl>")));
    let source = Arc::new(import::import("名册.docx", &original, &Limits::default()).unwrap());
    let file = fresh::document(&source, "roster", &[], DAY(), Language::Chinese).unwrap();
    let again = import::import("名册.docx", &file, &Limits::default()).unwrap();
    let cells = |source: &Source| {
        let cells = source.grids()[0].cells.clone();
        cells
            .into_iter()
            .map(|c| (source.slice(c.span).to_owned(), c.row, c.column, c.row_span, c.column_span))
            .collect::<Vec<_>>()
    };
    assert_eq!(cells(&source), cells(&again));
}
