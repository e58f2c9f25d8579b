//! Reports built by hand, for the tests of this room: invented companies, every verdict, two documents, a long line, a cell,
//! a page, a waiver, and words that would attack a terminal.

use std::sync::Arc;

use crate::rules::{Basis, LegalSource, Reads, RuleKey, RuleMeta, Severity, Verification};
use crate::{
    Date, DocumentSummary, DossierReport, Finding, Label, Origin, OriginMap, Report, RuleResult, Skipped, Source, Span,
    Text, Verdict, Waived,
};

/// A charter with one paragraph of several hundred characters on a line.
pub(crate) const CHARTER: &str = "某县清源水务有限公司章程\n\n第一章 总则\n第一条 为规范公司的组织和行为，根据《中华人民共和国公司法》制定本章程。\n\
第二条 公司由某县人民政府国有资产监督管理办公室出资设立。\n第四章 公司党组织\n第十二条 公司设立中国共产党某县清源水务有限公司委员会。党委在公司治理中发挥政治核心作用，围绕生产经营开展工作。\n\
第五章 董事会\n第二十条 董事会由九名董事组成，其中职工董事一名。董事会行使下列职权：（一）召集股东会会议，并向股东会报告工作；（二）执行股东会的决议；（三）决定公司的经营计划和投资方案；（四）制订公司的利润分配方案和弥补亏损方案；（五）制订公司增加或者减少注册资本以及发行公司债券的方案；（六）制订公司合并、分立、解散或者变更公司形式的方案；（七）决定公司内部管理机构的设置；（八）决定聘任或者解聘公司经理及其报酬事项；（九）制定公司的基本管理制度；（十）公司章程规定或者股东会授予的其他职权。董事会作出决议，须经出席会议的董事半数以上通过，每一名董事有一票表决权。董事会会议每年度至少召开两次。\n\
第二十一条 董事会的议事规则：\n（一）会议由董事长召集；\n（二）会议记录由出席的董事签名；\n（三）决议抄送监事；\n（四）资料保存十年；\n（五）其他事项从其规定。\n\
第八章 附则\n第五十条 本章程自登记之日起生效。董事任期四年，连选可以连任。\n";

fn label(source: &Arc<Source>, words: &str, place: &str) -> Label {
    let start = source.text().find(words).unwrap_or_else(|| panic!("{words} is not in {}", source.name()));
    Label::new(Arc::clone(source), Span::from(start..start + words.len()), place)
}

fn legal(key: &str, zh: &'static str, en: &'static str) -> Arc<LegalSource> {
    Arc::new(LegalSource {
        key: key.into(),
        name: Text::new(zh, en),
        short: zh.to_owned(),
        number: String::new(),
        in_force_from: None,
        in_force_until: None,
        note: Text::default(),
    })
}

fn basis(source: &Arc<LegalSource>, article: &str, verification: Verification) -> Basis {
    Basis { source: Arc::clone(source), article: article.to_owned(), verification }
}

struct Wording {
    code: &'static str,
    severity: Severity,
    title: Text,
    message: Text,
    help: Text,
    model_clause: &'static str,
}

fn pack_title(code: &str) -> Text {
    match code.split_once('/').map_or(code, |(pack, _)| pack) {
        "party-building" => Text::new("党建入章", "Party building in the charter"),
        "company-law" => Text::new("公司法", "Company Law"),
        "cross-appointment" => Text::new("双向进入、交叉任职", "Cross-appointment"),
        "chain" => Text::new("产业链党委", "Industry-chain committees"),
        _ => Text::default(),
    }
}

fn rule(wording: Wording, basis: Vec<Basis>, keys: Vec<RuleKey>) -> Arc<RuleMeta> {
    Arc::new(RuleMeta {
        code: wording.code.into(),
        pack_title: pack_title(wording.code),
        explanation: Text::new(format!("{}。", wording.title.zh), format!("{}.", wording.title.en)),
        title: wording.title,
        reads: vec![Reads::Charter],
        severity: wording.severity,
        basis,
        message: wording.message,
        help: wording.help,
        model_clause: wording.model_clause.to_owned(),
        keys,
        options: Vec::new(),
    })
}

fn result(rule: &Arc<RuleMeta>, verdict: Verdict) -> RuleResult {
    RuleResult { rule: Arc::clone(rule), severity: rule.severity, verdict, waived: None }
}

fn violated(findings: Vec<Finding>) -> Verdict {
    Verdict::Violated { findings, evidence: Vec::new() }
}

/// One dossier with every verdict.
pub(crate) fn report() -> Report {
    Report {
        as_of: Date::new(2026, 11, 23).unwrap(), dossiers: vec![dossier("某县清源水务有限公司", "样例/清源水务")]
    }
}

/// `count` dossiers alike but for their names.
pub(crate) fn batch(count: usize) -> Report {
    let dossiers =
        (1..=count).map(|n| dossier(&format!("清源水务第{n}分厂有限公司"), &format!("样例/{n:04}"))).collect();
    Report { as_of: Date::new(2026, 11, 23).unwrap(), dossiers }
}

/// A finding whose label has the given words of `text`, with a message.
pub(crate) fn finding_at(text: &str, words: &[&str]) -> Finding {
    let source = Arc::new(Source::new("章程.txt", text).unwrap());
    let regulations = legal("r", "工作条例", "Regulations");
    let rule = rule(
        Wording {
            code: "party-building/role",
            severity: Severity::Error,
            title: Text::new("标题", "title"),
            message: Text::new("党组织定位用语不符", "The wording of the Party organ's role does not fit"),
            help: Text::new("改写为现行表述", "Use the current wording"),
            model_clause: "",
        },
        vec![basis(&regulations, "第三条", Verification::E)],
        Vec::new(),
    );
    let mut labels = words.iter().map(|words| {
        label(&source, words, "第十二条").with_message(Text::new("此处的表述已经过时", "This wording is out of date"))
    });
    let mut finding = Finding::new(rule, labels.next().unwrap());
    finding.labels.extend(labels);
    finding
}

#[allow(clippy::too_many_lines)]
fn dossier(name: &str, path: &str) -> DossierReport {
    let charter = Arc::new(Source::new("章程.txt", CHARTER).unwrap());
    let roster = roster();
    let scanned = scanned();
    let regulations = legal(
        "grassroots-regulations",
        "中国共产党国有企业基层组织工作条例（试行）",
        "Regulations on the Work of Grassroots Party Organisations in State-Owned Enterprises (Trial)",
    );
    let law = legal(
        "company-law",
        "中华人民共和国公司法（2023年修订）",
        "Company Law of the People's Republic of China (2023 revision)",
    );
    let quality = legal("text-quality", "文本质量", "Quality of the text");

    let prior = rule(
        Wording {
            code: "party-building/prior-study",
            severity: Severity::Error,
            title: Text::new(
                "章程规定重大问题先经党组织研究讨论再作决定",
                "The charter has the Party organ study major matters before others decide",
            ),
            message: Text::new(
                "章程没有写明前置程序",
                "The charter does not provide for prior study by the Party organ",
            ),
            help: Text::new(
                "在「第四章 公司党组织」增加一条，写明重大经营管理事项先经党委研究讨论",
                "Add an article to Chapter 4 that has the Party committee study major matters first",
            ),
            model_clause: "公司重大经营管理事项必须经党委研究讨论后，再由董事会或者经理层按照职权和规定程序作出决定。",
        },
        vec![basis(&regulations, "第十三条", Verification::E), basis(&regulations, "第十五条", Verification::M)],
        Vec::new(),
    );
    let role = rule(
        Wording {
            code: "party-building/current-role-wording",
            severity: Severity::Warning,
            title: Text::new("党组织的定位使用现行表述", "The role of the Party organ is worded as it is today"),
            message: Text::new("仍使用「政治核心作用」的旧表述", "The outdated wording 「政治核心作用」 is still used"),
            help: Text::new(
                "改为「发挥领导作用，把方向、管大局、保落实」",
                "Replace it by 「发挥领导作用，把方向、管大局、保落实」",
            ),
            model_clause: "",
        },
        vec![basis(&regulations, "第三条", Verification::S2)],
        Vec::new(),
    );
    let vote = rule(
        Wording {
            code: "company-law/majority-wording",
            severity: Severity::Error,
            title: Text::new("决议的通过门槛写作过半数", "Resolutions need more than half of the votes"),
            message: Text::new(
                "董事会决议的通过门槛写成「半数以上」",
                "Board resolutions need only 「半数以上」 (half or more)",
            ),
            help: Text::new("改为「经全体董事的过半数通过」", "Replace it by 「经全体董事的过半数通过」"),
            model_clause: "董事会作出决议，应当经全体董事的过半数通过。",
        },
        vec![basis(&law, "第七十三条", Verification::T)],
        Vec::new(),
    );
    let chair = rule(
        Wording {
            code: "cross-appointment/secretary-is-chair",
            severity: Severity::Warning,
            title: Text::new("党委书记、董事长由一人担任", "One person is secretary and chair"),
            message: Text::new("党委书记是周某，董事长是吴某", "The secretary is 周某, the chair is 吴某"),
            help: Text::new(
                "按程序调整，或在名册备注中写明董事长由上级企业领导人员兼任",
                "Change the appointment, or note in the roster that the chair is a leader of the parent company",
            ),
            model_clause: "",
        },
        vec![basis(&regulations, "第十四条", Verification::E)],
        Vec::new(),
    );
    let term = rule(
        Wording {
            code: "company-law/term-length",
            severity: Severity::Error,
            title: Text::new("董事任期不超过三年", "Directors serve at most three years"),
            message: Text::new("董事任期写为四年", "Directors serve four years"),
            help: Text::new("改为「每届任期不得超过三年」", "Limit a term to three years"),
            model_clause: "",
        },
        vec![basis(&law, "第七十条", Verification::T)],
        vec![RuleKey {
            key: "directors".to_owned(),
            severity: None,
            message: Text::new("董事任期写为四年", "Directors serve four years"),
            help: Text::new("改为「每届任期不得超过三年」", "Limit a term to three years"),
            model_clause: String::new(),
            basis: None,
        }],
    );
    let quiet = |code: &'static str, zh: &'static str, en: &'static str| {
        let wording = Wording {
            code,
            severity: Severity::Error,
            title: Text::new(zh, en),
            message: Text::new(zh, en),
            help: Text::default(),
            model_clause: "",
        };
        rule(wording, vec![basis(&quality, "", Verification::P)], Vec::new())
    };
    let structure = quiet(
        "party-building/structure",
        "章程写明党组织的机构设置",
        "The charter states the structure of the Party organ",
    );
    let employee = quiet(
        "company-law/employee-director",
        "应设职工董事的公司设有职工董事",
        "Companies that must have an employee director have one",
    );
    let posts = quiet(
        "cross-appointment/supervisor-posts",
        "董事、高级管理人员不兼任监事",
        "No director or senior manager is a supervisor",
    );
    let chain = quiet("chain/five-sync", "五同步已落实", "The five steps in sync are in place");

    let fix = Text::new("前置程序应当写在这一章", "Prior study belongs in this chapter");
    let findings =
        vec![Finding::new(Arc::clone(&prior), label(&charter, "第四章 公司党组织", "第四章").with_message(fix))];
    let secretary = label(&roster, "周某", "名册第1行").with_message(Text::new("党委书记", "secretary"));
    let mut pair = Finding::new(Arc::clone(&chair), secretary);
    pair.labels.push(label(&roster, "吴某", "名册第6行").with_message(Text::new("董事长", "chair")));
    pair.labels.push(
        label(&scanned, "书记、董事长由一人担任", "第三十条")
            .with_message(Text::new("章程的规定", "the charter's rule")),
    );
    let votes = label(&charter, "须经出席会议的董事半数以上通过", "第二十条第二款")
        .with_message(Text::new("「半数以上」包含半数", "「半数以上」 includes exactly half"));
    let mut waived = result(
        &term,
        violated(vec![
            Finding::new(Arc::clone(&term), label(&charter, "董事任期四年", "第五十条")).with_key("directors"),
        ]),
    );
    waived.waived = Some(Waived {
        reason: "股东会已决定下次修改章程时更正".to_owned(), until: Date::new(2027, 6, 30)
    });

    DossierReport {
        name: name.to_owned(),
        path: path.to_owned(),
        documents: vec![
            DocumentSummary {
                source: Arc::clone(&charter),
                kind: "charter",
                title: "某县清源水务有限公司章程".to_owned(),
            },
            DocumentSummary { source: Arc::clone(&roster), kind: "roster", title: "任职名册".to_owned() },
        ],
        skipped: vec![Skipped {
            path: "通知.txt".to_owned(),
            reason: Text::new(
                "不是治理文件：没有认出标题或表头",
                "no governance document: neither title nor header was recognised",
            ),
        }],
        results: vec![
            result(&prior, violated(findings)),
            result(
                &role,
                violated(vec![Finding::new(Arc::clone(&role), label(&charter, "发挥政治核心作用", "第十二条"))]),
            ),
            result(
                &structure,
                Verdict::Satisfied {
                    evidence: vec![label(&charter, "公司设立中国共产党某县清源水务有限公司委员会", "第十二条")],
                },
            ),
            result(
                &vote,
                Verdict::Violated {
                    findings: vec![Finding::new(Arc::clone(&vote), votes)],
                    evidence: vec![label(&charter, "董事会由九名董事组成", "第二十条第一款")],
                },
            ),
            waived,
            result(
                &employee,
                Verdict::Undetermined { missing: vec!["company.staff".to_owned(), "document:register".to_owned()] },
            ),
            result(&chair, violated(vec![pair])),
            result(&posts, Verdict::Undetermined { missing: vec!["document:register".to_owned()] }),
            result(
                &chain,
                Verdict::NotApplicable {
                    reason: Text::new("没有产业链文件", "there are no industry-chain documents")
                },
            ),
        ],
        gone: Vec::new(),
    }
}

/// A roster as a workbook gives it: rows of cells with their origins.
fn roster() -> Arc<Source> {
    let rows = [
        ["姓名", "党内职务", "董事会职务"],
        ["周某", "党委书记", ""],
        ["郑某", "党委副书记", "董事"],
        ["王某", "党委委员", ""],
        ["冯某", "", "职工董事"],
        ["陈某", "", "董事"],
        ["吴某", "党委委员", "董事长"],
    ];
    let (mut text, mut origins) = (String::new(), OriginMap::new());
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            let start = text.len();
            text.push_str(cell);
            origins.push(Span::from(start..text.len()), Origin::Cell { sheet: "名册".into(), row, column });
            text.push(if column == 2 { '\n' } else { '\t' });
        }
    }
    Arc::new(Source::new("任职名册.xlsx", text).unwrap().with_import(origins, Vec::new(), Vec::new()))
}

/// A page of a PDF.
fn scanned() -> Arc<Source> {
    let text = "第三十条 党委书记、董事长由一人担任，党员总经理担\n任副书记。\n";
    let mut origins = OriginMap::new();
    origins.push(Span::from(0..text.len()), Origin::Page { page: 3 });
    Arc::new(Source::new("集团章程.pdf", text).unwrap().with_import(
        origins,
        Vec::new(),
        vec![crate::Text::new("第9页没有文字", "page 9 has no text")],
    ))
}

/// The sample with Latin letters for every word of a document and every name of a source: what is Chinese in an English
/// rendering of it is the renderer's own.
pub(crate) fn latin_report() -> Report {
    let mut report = batch(2);
    let mut sources: Vec<(Arc<Source>, Arc<Source>)> = Vec::new();
    let mut source = |old: &Arc<Source>| {
        if let Some((_, new)) = sources.iter().find(|(known, _)| Arc::ptr_eq(known, old)) {
            return Arc::clone(new);
        }
        let mut origins = OriginMap::new();
        for (span, origin) in old.origins().within(Span::new(0, u32::MAX)) {
            let origin = match origin {
                Origin::Cell { sheet, row, column } => {
                    Origin::Cell { sheet: latin(sheet).into(), row: *row, column: *column }
                }
                other => other.clone(),
            };
            origins.push(*span, origin);
        }
        let remarks = vec![Text::new("读取说明", "a remark")];
        let new = Source::new(latin(old.name()), latin(old.text())).unwrap();
        let new = Arc::new(new.with_import(origins, old.grids().to_vec(), remarks));
        sources.push((Arc::clone(old), Arc::clone(&new)));
        new
    };
    for dossier in &mut report.dossiers {
        dossier.name = latin(&dossier.name);
        dossier.path = latin(&dossier.path);
        for document in &mut dossier.documents {
            document.source = source(&document.source);
            document.title = latin(&document.title);
        }
        for skipped in &mut dossier.skipped {
            skipped.path = latin(&skipped.path);
        }
        for result in &mut dossier.results {
            let mut meta = RuleMeta::clone(&result.rule);
            meta.basis = meta.basis.iter().map(latin_basis).collect();
            meta.model_clause = latin(&meta.model_clause);
            for text in [&mut meta.title, &mut meta.explanation, &mut meta.message, &mut meta.help] {
                latin_message(text);
            }
            result.rule = Arc::new(meta);
            if let Some(waived) = &mut result.waived {
                waived.reason = latin(&waived.reason);
            }
            let mut label = |label: &mut Label| {
                label.source = source(&label.source);
                label.place = latin(&label.place);
                // The sample's messages quote the documents.
                label.message.iter_mut().for_each(latin_message);
            };
            if let Verdict::Satisfied { evidence } | Verdict::Violated { evidence, .. } = &mut result.verdict {
                evidence.iter_mut().for_each(&mut label);
            }
            if let Verdict::Violated { findings, .. } = &mut result.verdict {
                for finding in findings {
                    finding.labels.iter_mut().for_each(&mut label);
                    finding.rule = Arc::clone(&result.rule);
                    finding.basis = finding.basis.iter().map(latin_basis).collect();
                    finding.model_clause = latin(&finding.model_clause);
                    latin_message(&mut finding.message);
                    latin_message(&mut finding.help);
                }
            }
        }
    }
    report
}

/// As many bytes, none of them of a Chinese character.
fn latin(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii() { c.to_string() } else { "x".repeat(c.len_utf8()) }).collect()
}

fn latin_message(text: &mut Text) {
    text.en = latin(&text.en).into();
}

fn latin_basis(basis: &Basis) -> Basis {
    let mut source = LegalSource::clone(&basis.source);
    source.name.zh = latin(&source.name.zh).into();
    source.short = latin(&source.short);
    Basis { source: Arc::new(source), article: latin(&basis.article), verification: basis.verification }
}
