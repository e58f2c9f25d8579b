//! The words that all outputs share, in both languages, and the position of a label as people and programs state it.

use std::sync::Arc;

use crate::rules::{Basis, LegalSource, Reads, RuleMeta, Severity, Verification};
use crate::{DossierReport, Finding, Label, Language, LineColumn, Novelty, Origin, Source, Verdict};

/// One of two wordings.
pub(crate) const fn pick(language: Language, zh: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Chinese => zh,
        Language::English => en,
    }
}

/// A severity as a word.
pub(crate) const fn severity(severity: Severity, language: Language) -> &'static str {
    match severity {
        Severity::Error => pick(language, "错误", "error"),
        Severity::Warning => pick(language, "警告", "warning"),
        Severity::Advice => pick(language, "提示", "advice"),
    }
}

/// A verdict as a word.
pub(crate) const fn verdict(verdict: &Verdict, language: Language) -> &'static str {
    match verdict {
        Verdict::Satisfied { .. } => pick(language, "满足", "satisfied"),
        Verdict::Violated { .. } => pick(language, "违反", "violated"),
        Verdict::NotApplicable { .. } => pick(language, "不适用", "not applicable"),
        Verdict::Undetermined { .. } => pick(language, "无法判定", "undetermined"),
    }
}

/// A verdict's name in packs as a word.
pub(crate) fn verdict_word(name: &str, language: Language) -> &str {
    match name {
        "satisfied" => pick(language, "满足", "satisfied"),
        "violated" => pick(language, "违反", "violated"),
        "not-applicable" => pick(language, "不适用", "not applicable"),
        "undetermined" => pick(language, "无法判定", "undetermined"),
        other => other,
    }
}

/// What a rule reads, as a word.
pub(crate) fn reads(reads: Reads, language: Language) -> &'static str {
    let kind = match reads {
        Reads::Charter => "charter",
        Reads::Roster => "roster",
        Reads::Lists => "lists",
        Reads::Register => "register",
        Reads::OrganisationLedger => "organisation-ledger",
        Reads::RuleInventory => "rule-inventory",
        Reads::Chain => "chain",
        Reads::Profile => "profile",
    };
    document_kind(kind, language)
}

/// The title of a rule's pack; its name if it has none.
pub(crate) fn pack(rule: &RuleMeta, language: Language) -> &str {
    match rule.pack_title.get(language) {
        "" => rule.code.pack(),
        title => title,
    }
}

/// A document kind as a word; the kind itself if it is not known here.
pub(crate) fn document_kind(kind: &str, language: Language) -> &str {
    let (zh, en) = match kind {
        "charter" => ("公司章程", "charter"),
        "amendment" => ("章程修正案", "charter amendment"),
        "prior-study-list" => ("前置研究讨论事项清单", "list of matters for prior study"),
        "decided-list" => ("研究决定事项清单", "list of matters the Party body decides"),
        "lists" => ("事项清单", "decision lists"),
        "authority-matrix" => ("权责清单", "authority matrix"),
        "roster" => ("任职名册", "roster of posts"),
        "register" => ("会议台账", "register of meetings"),
        "organisation-ledger" => ("党组织台账", "ledger of Party organisations"),
        "rule-inventory" => ("制度台账", "inventory of internal rules"),
        "profile" => ("企业概况", "company profile"),
        "chain" => ("产业链党委文件", "industry-chain documents"),
        "chain-members" => ("产业链党委成员表", "industry-chain committee members"),
        "chain-visits" => ("产业链走访台账", "industry-chain visits"),
        "chain-orders" => ("产业链诉求订单", "industry-chain requests"),
        "chain-needs" => ("产业链需求清单", "industry-chain needs"),
        "chain-resources" => ("产业链资源清单", "industry-chain resources"),
        "chain-enterprises" => ("产业链企业表", "industry-chain enterprises"),
        "chain-cultivation" => ("产业链三培养名单", "industry-chain cultivation list"),
        other => return other,
    };
    pick(language, zh, en)
}

/// A missing fact: what it is called, and one sentence on how to supply it.
pub(crate) fn missing(fact: &str, language: Language) -> (String, String) {
    if let Some(kind) = fact.strip_prefix("document:") {
        let name = document_kind(kind, language);
        let how = match language {
            Language::Chinese => format!("把{name}放进同一文件夹；认不出时在 dossier.toml 的 [documents] 写明"),
            Language::English => {
                format!(
                    "put the {name} into the same folder; if it is not recognised, name it under [documents] in dossier.toml"
                )
            }
        };
        return (name.to_owned(), how);
    }
    if let Some(fact) = fact.strip_prefix("register.") {
        return missing_in_register(fact, language);
    }
    if let Some(cell) = fact.strip_prefix("cell:") {
        let how = pick(language, "填写这些单元格", "fill in these cells");
        return (cell.to_owned(), how.to_owned());
    }
    if let Some(column) = fact.strip_prefix("column:") {
        let how = pick(language, "在表中增加这一栏并填写", "add this column to the table and fill it in");
        return (column.to_owned(), how.to_owned());
    }
    if let Some(option) = fact.strip_prefix("option:") {
        let (rule, key) = option.split_once('.').unwrap_or((option, ""));
        let how = match language {
            Language::Chinese => format!("在 dossier.toml 的 [rules.options] 写 \"{rule}\" = {{ {key} = … }}"),
            Language::English => {
                format!("write \"{rule}\" = {{ {key} = … }} under [rules.options] in dossier.toml")
            }
        };
        let name = match language {
            Language::Chinese => format!("规则 {rule} 的选项 {key}"),
            Language::English => format!("option {key} of rule {rule}"),
        };
        return (name, how);
    }
    if fact == "chain.founded" {
        let name = pick(language, "产业链党委成立日期", "day on which the chain's committee was set up");
        let how = pick(
            language,
            "在成员名册的任职日期栏写明",
            "state it in the members' table, as the day on which they took office",
        );
        return (name.to_owned(), how.to_owned());
    }
    if fact == "charter.party_seats" {
        let name =
            pick(language, "党组织委员、书记、副书记职数", "numbers of the Party organ's members and secretaries");
        let how = pick(
            language,
            "在章程或者组织台账的本公司一行写明",
            "state them in the charter or in the company's own row of the ledger",
        );
        return (name.to_owned(), how.to_owned());
    }
    let key = fact.strip_prefix("company.");
    let (zh, en, example) = match key.unwrap_or_default() {
        "name" => ("公司名称", "company name", "\"…\""),
        "form" => ("公司形式", "company form", "\"limited\""),
        "ownership" => ("国有股权类型", "state ownership", "\"wholly-state\""),
        "tier" => ("是否由国家直接出资", "tier: funded directly by the state or lower", "\"first\""),
        "level" => ("中央企业或地方企业", "central or local", "\"local\""),
        "entity" => ("公司或分公司", "company or branch", "\"company\""),
        "listed" => ("是否上市", "whether it is listed", "false"),
        "board" => ("是否设董事会", "whether it has a board", "true"),
        "party_organ" => ("党组织形式", "form of the Party organ", "\"committee\""),
        "party_members" => ("党员人数", "number of Party members", "126"),
        "full_party_members" => ("正式党员人数", "number of full Party members", "120"),
        "decision_power" => ("是否具有人财物重大事项决策权", "whether it decides on major matters itself", "true"),
        "staff" => ("职工人数", "number of staff", "640"),
        "shareholders" => ("股东人数", "number of shareholders", "1"),
        "registered_on" => ("登记日期", "date of registration", "2016-05-09"),
        "investor" => ("是否为出资人机构", "whether it is a state investor", "false"),
        _ => {
            if let Some(name) = charter_fact(fact) {
                let how = match language {
                    Language::Chinese => "章程没有写明、留空、写法有疑问或者前后不一致；请核对并改正章程",
                    Language::English => {
                        "the charter does not state it, leaves a blank, or contradicts itself; correct the charter"
                    }
                };
                return (pick(language, name.0, name.1).to_owned(), how.to_owned());
            }
            let how = match (key, language) {
                (Some(key), Language::Chinese) => {
                    format!("在 dossier.toml 的 [company] 写 {key} = …，或加 --set {fact}=…")
                }
                (Some(key), Language::English) => {
                    format!("write {key} = … under [company] in dossier.toml, or add --set {fact}=…")
                }
                (None, Language::Chinese) => "在相应文件中写明，或在 dossier.toml 中补充".to_owned(),
                (None, Language::English) => "state it in the document concerned, or in dossier.toml".to_owned(),
            };
            return (fact.to_owned(), how);
        }
    };
    let key = key.unwrap_or_default();
    let plain = example.trim_matches('"');
    let how = match language {
        Language::Chinese => {
            format!("在 dossier.toml 的 [company] 写明，如 {key} = {example}，或加 --set {fact}={plain}")
        }
        Language::English => {
            format!("state it under [company] in dossier.toml, such as {key} = {example}, or add --set {fact}={plain}")
        }
    };
    (pick(language, zh, en).to_owned(), how)
}

/// As [`missing`], of a register: `date:会议台账第3行` is a cell that is blank, `date` a column that is not there.
fn missing_in_register(fact: &str, language: Language) -> (String, String) {
    let (what, place) = fact.split_once(':').unwrap_or((fact, ""));
    if let ("match", Some((one, other))) = (what, place.split_once('/')) {
        return match language {
            Language::Chinese => (
                format!("{one}与{other}是否同一事项"),
                "在会议台账填写清单编号，或者统一议题的名称、金额和年度".to_owned(),
            ),
            Language::English => (
                format!("whether {one} and {other} are about one matter"),
                "enter the list's number in the register, or name the topic, amount and year alike".to_owned(),
            ),
        };
    }
    let (zh, en) = match what {
        "date" => ("日期", "date"),
        "clock" => ("时刻", "time of day"),
        "due" => ("应到人数", "number entitled to attend"),
        "present" => ("实到人数", "number present"),
        "votes" => ("表决票数", "votes"),
        "conclusion" => ("结论", "conclusion"),
        "form" => ("会议形式", "form of the meeting"),
        "recused" => ("回避情况", "recusal"),
        "action" => ("落实措施", "follow-up"),
        "topic" => ("第一议题的内容", "content of the first topic"),
        "study" => ("党组织研究记录", "record of the Party body's study"),
        "meeting" => ("会议名称（是否年度股东会）", "name of the meeting (annual or not)"),
        other => (other, other),
    };
    match (language, place) {
        (Language::Chinese, "") => (format!("会议台账的{zh}栏"), format!("在会议台账增加{zh}一栏")),
        (Language::Chinese, place) => (format!("{place}的{zh}"), format!("在{place}补填{zh}")),
        (Language::English, "") => {
            (format!("a column for the {en}"), format!("add a column for the {en} to the register"))
        }
        (Language::English, place) => (format!("{en} in {place}"), format!("fill in the {en} in {place}")),
    }
}

/// What a fact of the charter is called.
fn charter_fact(fact: &str) -> Option<(&'static str, &'static str)> {
    Some(match fact {
        "charter.directors" => ("章程中的董事人数", "number of directors in the charter"),
        "charter.outside_directors" => ("章程中的外部董事人数", "number of outside directors in the charter"),
        "charter.supervisors" => ("章程中的监事人数", "number of supervisors in the charter"),
        "charter.term" => ("章程中的任期", "terms of office in the charter"),
        "charter.board_votes" => ("章程中董事会的表决比例", "the board's majorities in the charter"),
        "charter.notice" => ("章程中的通知期限和提案权", "periods of notice and rights to propose in the charter"),
        "charter.shareholder_votes" => ("章程中股东会的表决比例", "the shareholders' majorities in the charter"),
        "charter.contributions" => ("章程中的股东出资", "contributions in the charter"),
        "charter.promoter_shares" => (
            "章程中发起人认购的股份和设立时发行的股份总数",
            "promoters' shares and shares issued at establishment in the charter",
        ),
        "charter.registered_capital" => ("章程中的注册资本", "registered capital in the charter"),
        "charter.legal_representative" => ("章程中的法定代表人", "legal representative in the charter"),
        "charter.fund_ratio" => ("章程中党组织经费的比例", "ratio of the Party organisation's funds in the charter"),
        _ => return None,
    })
}

/// A source's name: in book-title marks in Chinese; in English the English name with the Chinese one beside it. What is no
/// document (practice, quality of the text) has no marks.
pub(crate) fn source_name(source: &LegalSource, is_document: bool, language: Language) -> String {
    let chinese = match is_document && !source.name.zh.starts_with('《') {
        true => format!("《{}》", source.name.zh),
        false => source.name.zh.to_string(),
    };
    match language {
        Language::Chinese => chinese,
        Language::English if source.name.en.is_empty() => chinese,
        Language::English if is_document => format!("{} ({chinese})", source.name.en),
        Language::English => source.name.en.to_string(),
    }
}

/// One legal basis with its article and, where it is not fully verified, the words that say so.
pub(crate) fn basis(basis: &Basis, language: Language) -> String {
    let is_document = basis.verification != Verification::P;
    let mut out = source_name(&basis.source, is_document, language);
    if !basis.article.is_empty() {
        match language {
            Language::Chinese => out.push_str(&basis.article),
            Language::English => {
                out.push_str(", ");
                out.push_str(&article(&basis.article));
            }
        }
    }
    let note = match basis.verification {
        Verification::T | Verification::E => "",
        Verification::S2 => pick(language, "据公开资料", "from public sources"),
        Verification::S => pick(language, "据公开资料，待核", "from one public source, to be verified"),
        Verification::M if basis.article.is_empty() => pick(language, "待核", "to be verified"),
        Verification::M => pick(language, "条号待核", "article number to be verified"),
        Verification::P => pick(language, "不是规范依据", "not a legal norm"),
    };
    if !note.is_empty() {
        match language {
            Language::Chinese => out.push_str(&format!("（{note}）")),
            Language::English => out.push_str(&format!(" ({note})")),
        }
    }
    out
}

/// All legal bases of a finding in one line; empty if there is none.
pub(crate) fn bases(finding: &Finding, language: Language) -> String {
    let all: Vec<_> = finding.basis.iter().map(|one| basis(one, language)).collect();
    all.join(pick(language, "；", "; "))
}

/// 第十三条 → Article 13, 第十四条第二款第（三）项 → Article 14, paragraph 2, item 3. Anything else stays as it is.
fn article(text: &str) -> String {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(tail) = rest.strip_prefix('第') {
        let Some(at) = tail.find(['条', '款', '项', '目', '章', '节']) else { return text.to_owned() };
        let (number, after) = tail.split_at(at);
        let Some(number) = numeral(number.trim_matches(['（', '）', '(', ')'])) else { return text.to_owned() };
        let mut after = after.chars();
        let word = match after.next() {
            Some('条') => "Article",
            Some('款') => "paragraph",
            Some('项') => "item",
            Some('目') => "sub-item",
            Some('章') => "Chapter",
            _ => "Section",
        };
        out.push(format!("{word} {number}"));
        rest = after.as_str();
    }
    if rest.is_empty() && !out.is_empty() { out.join(", ") } else { text.to_owned() }
}

/// A number below 1000 in Chinese or ASCII numerals, for the names of articles.
fn numeral(text: &str) -> Option<u32> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let (mut total, mut digit) = (0, None);
    for character in text.chars() {
        match (character, "一二三四五六七八九".chars().position(|d| d == character)) {
            (_, Some(value)) if digit.is_none() => digit = u32::try_from(value + 1).ok(),
            ('十', _) => total += digit.take().unwrap_or(1) * 10,
            ('百', _) => total += digit.take()? * 100,
            ('零' | '〇', _) => {}
            _ => return None,
        }
    }
    let number = total + digit.unwrap_or(0);
    (number > 0).then_some(number)
}

/// A word with what it introduces: 帮助：……, help: …
pub(crate) fn labelled(word: &str, text: &str, language: Language) -> String {
    match (text.is_empty(), language) {
        (true, _) => word.to_owned(),
        (false, Language::Chinese) => format!("{word}：{text}"),
        (false, Language::English) => format!("{word}: {text}"),
    }
}

/// The other places of a finding in one cell: 名册第6行（任职名册.xlsx）：董事长.
pub(crate) fn related(labels: &[Label], language: Language) -> String {
    let all: Vec<_> = labels
        .iter()
        .map(|label| {
            let place = match language {
                Language::Chinese => format!("{}（{}）", label.place, label.source.name()),
                Language::English => format!("{} ({})", label.place, label.source.name()),
            };
            let message = label.message.as_ref().map_or("", |text| text.get(language));
            labelled(&place, message, language)
        })
        .collect();
    all.join(pick(language, "；", "; "))
}

/// What a baseline says of a finding; empty if none was used.
pub(crate) fn novelty(finding: &Finding, language: Language) -> &'static str {
    match finding.novelty {
        Some(Novelty::New) => pick(language, "新增", "new"),
        Some(Novelty::Known) => pick(language, "基线已有", "known to the baseline"),
        None => "",
    }
}

/// The word before the help sentence.
pub(crate) const fn help(language: Language) -> &'static str {
    pick(language, "建议", "help")
}

/// The word before the legal basis.
pub(crate) const fn basis_word(language: Language) -> &'static str {
    pick(language, "依据", "basis")
}

/// The word before a model clause.
pub(crate) const fn model_clause(language: Language) -> &'static str {
    pick(language, "参考条款", "model clause")
}

/// That more places exist than are shown.
pub(crate) fn left_out(places: usize, language: Language) -> String {
    match (language, places) {
        (Language::Chinese, _) => format!("另有{places}处未列出"),
        (Language::English, 1) => "1 more place is not shown".to_owned(),
        (Language::English, _) => format!("{places} more places are not shown"),
    }
}

/// The rule's title with the code where the title is missing.
pub(crate) fn title(rule: &RuleMeta, language: Language) -> &str {
    match rule.title.get(language) {
        "" => rule.code.as_str(),
        title => title,
    }
}

/// Where a label stands, as people and programs state it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    /// Its first character.
    pub(crate) start: LineColumn,
    /// The character after its last one.
    pub(crate) end: LineColumn,
    /// The cell of a sheet, `Sheet1!C7`.
    pub(crate) cell: Option<String>,
    /// The 1-based page.
    pub(crate) page: Option<u32>,
}

impl Position {
    /// The position of a label in its document.
    pub(crate) fn of(label: &Label) -> Self {
        let source = &label.source;
        let origin = |wanted: fn(&Origin) -> bool| {
            let at = source.origins().at(label.span.start).filter(|(_, origin)| wanted(origin));
            at.or_else(|| source.origins().within(label.span).find(|(_, origin)| wanted(origin)))
        };
        let cell = origin(|o| matches!(o, Origin::Cell { .. })).and_then(|(_, origin)| match origin {
            Origin::Cell { sheet, row, column } => Some(cell(sheet, *row, *column)),
            _ => None,
        });
        let page = origin(|o| matches!(o, Origin::Page { .. })).and_then(|(_, origin)| match origin {
            Origin::Page { page } => Some(*page),
            _ => None,
        });
        Self { start: source.position(label.span.start), end: source.position(label.span.end), cell, page }
    }

    /// The cell or page in brackets, if there is one.
    pub(crate) fn in_file(&self, language: Language) -> Option<String> {
        let inner = match (&self.cell, self.page) {
            (Some(cell), _) => cell.clone(),
            (None, Some(page)) if language == Language::Chinese => format!("第{page}页"),
            (None, Some(page)) => format!("page {page}"),
            (None, None) => return None,
        };
        Some(format!("({inner})"))
    }
}

/// `Sheet1!C7` from 0-based row and column; a sheet name that a spreadsheet would quote is quoted.
fn cell(sheet: &Arc<str>, row: u32, column: u32) -> String {
    let mut letters = String::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.insert(0, char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    let place = format!("{letters}{}", u64::from(row) + 1);
    match sheet.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.') {
        _ if sheet.is_empty() => place,
        true => format!("{sheet}!{place}"),
        false => format!("'{}'!{place}", sheet.replace('\'', "''")),
    }
}

/// The file of a source as it can be opened from where the command ran: the dossier's folder and the source's name in it.
pub(crate) fn path(dossier: &DossierReport, source: &Source) -> String {
    let name = source.name();
    let folder = dossier.path.trim_end_matches(['/', '\\']);
    let absolute = name.starts_with(['/', '\\']) || name.get(1..3).is_some_and(|s| s == ":\\" || s == ":/");
    let inside =
        |path: &str| path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '\\']));
    let is_the_file = || folder == name || folder.strip_suffix(name).is_some_and(|rest| rest.ends_with(['/', '\\']));
    if folder.is_empty() || absolute || inside(name) {
        name.to_owned()
    } else if is_the_file() {
        folder.to_owned()
    } else {
        format!("{folder}/{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Text;

    fn source(zh: &'static str, en: &'static str) -> Arc<LegalSource> {
        Arc::new(LegalSource {
            key: "x".into(),
            name: Text::new(zh, en),
            short: String::new(),
            number: String::new(),
            in_force_from: None,
            in_force_until: None,
            note: Text::default(),
        })
    }

    #[test]
    fn a_basis_says_how_far_it_is_verified() {
        let law = source("中华人民共和国公司法", "Company Law");
        let practice = source("文本质量", "Quality of the text");
        let cases = [
            (
                &law,
                "第六十八条",
                Verification::T,
                "《中华人民共和国公司法》第六十八条",
                "Company Law (《中华人民共和国公司法》), Article 68",
            ),
            (
                &law,
                "第四条第二款第（三）项",
                Verification::M,
                "《中华人民共和国公司法》第四条第二款第（三）项（条号待核）",
                "Company Law (《中华人民共和国公司法》), Article 4, paragraph 2, item 3 (article number to be verified)",
            ),
            (
                &law,
                "",
                Verification::S2,
                "《中华人民共和国公司法》（据公开资料）",
                "Company Law (《中华人民共和国公司法》) (from public sources)",
            ),
            (&practice, "", Verification::P, "文本质量（不是规范依据）", "Quality of the text (not a legal norm)"),
        ];
        for (source, article, verification, zh, en) in cases {
            let one = Basis { source: Arc::clone(source), article: article.to_owned(), verification };
            assert_eq!(basis(&one, Language::Chinese), zh);
            assert_eq!(basis(&one, Language::English), en);
        }
    }

    #[test]
    fn articles_in_english() {
        for (zh, en) in [
            ("第十三条", "Article 13"),
            ("第二十一条", "Article 21"),
            ("第一百六十八条", "Article 168"),
            ("第一百零二条", "Article 102"),
            ("第46条", "Article 46"),
            ("第五条、第二十六条", "第五条、第二十六条"),
            ("附则", "附则"),
        ] {
            assert_eq!(article(zh), en);
        }
    }

    #[test]
    fn cells_are_named_as_spreadsheets_name_them() {
        for (sheet, row, column, name) in [
            ("Sheet1", 6, 2, "Sheet1!C7"),
            ("名册", 0, 25, "名册!Z1"),
            ("名册", 0, 26, "名册!AA1"),
            ("2024 年", 9, 701, "'2024 年'!ZZ10"),
            ("", 0, 702, "AAA1"),
        ] {
            assert_eq!(cell(&sheet.into(), row, column), name);
        }
    }

    #[test]
    fn paths_are_given_from_where_the_command_ran() {
        let dossier = |path: &str| DossierReport {
            name: String::new(),
            path: path.to_owned(),
            documents: Vec::new(),
            skipped: Vec::new(),
            results: Vec::new(),
            gone: Vec::new(),
        };
        for (folder, name, expected) in [
            ("fixtures/a", "章程.txt", "fixtures/a/章程.txt"),
            ("fixtures/a/", "fixtures/a/章程.txt", "fixtures/a/章程.txt"),
            ("fixtures/章程.txt", "章程.txt", "fixtures/章程.txt"),
            ("章程.txt", "章程.txt", "章程.txt"),
            ("", "章程.txt", "章程.txt"),
            ("a", "/b/章程.txt", "/b/章程.txt"),
        ] {
            let source = Source::new(name, "x").unwrap();
            assert_eq!(path(&dossier(folder), &source), expected, "{folder} {name}");
        }
    }

    #[test]
    fn a_missing_fact_says_how_to_supply_it() {
        let (name, how) = missing("company.staff", Language::Chinese);
        assert_eq!(name, "职工人数");
        assert!(how.contains("staff = 640") && how.contains("--set company.staff=640"), "{how}");
        let (name, how) = missing("document:roster", Language::English);
        assert_eq!(name, "roster of posts");
        assert!(how.contains("[documents]") && !how.chars().any(|c| c > '\u{2E80}'), "{how}");
        assert_eq!(missing("charter.directors", Language::English).0, "number of directors in the charter");
        assert_eq!(missing("roster.terms", Language::English).0, "roster.terms");
    }
}
