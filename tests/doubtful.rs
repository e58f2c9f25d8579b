//! Numbers that disagree with themselves or with another place are kept, marked and named: a rule that needs them says
//! `undetermined`, and never guesses which of them is meant.

use charterlint::facts::CharterFacts;
use charterlint::model::profile::{Form, Ownership, Tier};
use charterlint::{Checking, Date, Dossier, RuleSet, Verdict};

fn dossier(body: &str) -> Dossier {
    let mut dossier =
        Dossier::from_text("章程.txt", format!("云台实业有限公司章程\n第一条 制定本章程。\n{body}\n")).unwrap();
    dossier.profile.form = Some(Form::Limited);
    dossier.profile.ownership = Some(Ownership::WhollyState);
    dossier.profile.tier = Some(Tier::First);
    dossier.profile.board = Some(true);
    dossier
}

fn verdict(body: &str, code: &str, shareholders: u32) -> (String, Vec<String>) {
    let mut dossier = dossier(body);
    dossier.profile.shareholders = Some(shareholders);
    if shareholders > 1 {
        dossier.profile.ownership = Some(Ownership::StateControlled);
    }
    let rules = RuleSet::builtin().filtered(|meta| meta.code.as_str() == code);
    let report = rules.check_with(&dossier, &Checking::on(Date::new(2026, 11, 23).unwrap()));
    let verdict = &report.dossiers[0].results[0].verdict;
    let missing = if let Verdict::Undetermined { missing } = verdict { missing.clone() } else { Vec::new() };
    (verdict.as_str().to_owned(), missing)
}

#[test]
fn rules_that_need_a_doubtful_number_name_it() {
    let cases = [
        // Two numbers in one place.
        ("第二条 董事会由七名（2名）董事组成。", "company-law/board-minimum", 1, "charter.directors"),
        (
            "第二条 董事会由七名（5名）董事组成，其中外部董事四名。",
            "company-law/outside-director-majority",
            1,
            "charter.outside_directors",
        ),
        (
            "第二条 监事会由三名（5名）监事组成，其中职工监事一名。",
            "company-law/supervisory-board-composition",
            2,
            "charter.supervisors",
        ),
        ("第二条 董事会由七名董事组成。董事每届任期三年（5年）。", "company-law/term-length", 1, "charter.term"),
        // A range that runs backwards.
        ("第二条 董事会由九至二名董事组成。", "company-law/board-minimum", 1, "charter.directors"),
        (
            "第二条 董事会成员为9至7人，其中外部董事5人。",
            "company-law/outside-director-majority",
            1,
            "charter.outside_directors",
        ),
        // More than the whole.
        ("第二条 董事会决议须经全体董事的120%通过。", "company-law/board-vote", 1, "charter.board_votes"),
        ("第二条 董事会作出决议须经三分之四以上董事通过。", "company-law/board-vote", 1, "charter.board_votes"),
        (
            "第二条 股东会由全体股东组成。股东会决议须经代表三分之四以上表决权的股东通过。",
            "company-law/shareholder-vote",
            2,
            "charter.shareholder_votes",
        ),
        (
            "第二条 公司设立党委。党组织工作经费按照上年度职工工资总额的120%计提，从管理费用中列支。",
            "party-building/funding",
            1,
            "charter.fund_ratio",
        ),
        (
            "第二条 公司注册资本为1000万元。\n第三条 甲城投有限公司认缴出资1000万元，占注册资本的1000%，以货币出资，于2027年6月30日前缴足。",
            "charter-contents/contributions-add-up",
            1,
            "charter.contributions",
        ),
        // A fraction without its parts, or of nothing.
        ("第二条 董事会决议须经全体董事的分之二以上通过。", "company-law/board-vote", 1, "charter.board_votes"),
        (
            "第二条 股东会由全体股东组成。股东会的决议须经三分之二以上通过。",
            "company-law/shareholder-vote",
            2,
            "charter.shareholder_votes",
        ),
        // Two places.
        (
            "第二条 董事会由七名董事组成。\n第九条 董事会由二名董事组成。",
            "company-law/board-minimum",
            1,
            "charter.directors",
        ),
        (
            "第二条 董事会由七名董事组成，其中外部董事四名。\n第九条 董事会由九名董事组成。",
            "company-law/outside-director-majority",
            1,
            "charter.directors",
        ),
        (
            "第二条 公司注册资本为1000万元。\n第三条 甲城投有限公司认缴出资1000万元，占注册资本的100%，以货币出资，于2027年6月30日前缴足。\n第九条 公司注册资本为2000万元。",
            "charter-contents/contributions-add-up",
            1,
            "charter.registered_capital",
        ),
        (
            "第二条 公司设监事会，由三名监事组成，其中职工监事一名。\n第九条 监事会由九名监事组成。",
            "company-law/supervisory-board-composition",
            2,
            "charter.supervisors",
        ),
    ];
    let mut wrong = String::new();
    for (body, code, shareholders, fact) in cases {
        let found = verdict(body, code, shareholders);
        if found != ("undetermined".to_owned(), vec![fact.to_owned()]) {
            wrong.push_str(&format!("{code}: {body}\n    {fact} expected, found {found:?}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn what_is_wrong_either_way_is_violated() {
    for (body, code, shareholders) in [
        // Neither of two numbers of directors is enough.
        ("第二条 董事会由一名董事组成。\n第九条 董事会由二名董事组成。", "company-law/board-minimum", 1),
        // Outside directors are no majority of seven, nor of nine.
        (
            "第二条 董事会由七名董事组成，其中外部董事二名。\n第九条 董事会由九名董事组成。",
            "company-law/outside-director-majority",
            1,
        ),
        // One clause is doubtful, another one is wrong.
        (
            "第二条 董事会决议须经全体董事的120%通过。\n第三条 董事会会议有三分之一以上的董事出席即可举行。",
            "company-law/board-vote",
            1,
        ),
    ] {
        assert_eq!(verdict(body, code, shareholders).0, "violated", "{code}: {body}");
    }
}

#[test]
fn what_is_right_either_way_is_satisfied() {
    for (body, code, shareholders) in [
        ("第二条 董事会由七名董事组成。\n第九条 董事会由九名董事组成。", "company-law/board-minimum", 1),
        (
            "第二条 董事会由七名董事组成，其中外部董事五名。\n第九条 董事会由九名董事组成。",
            "company-law/outside-director-majority",
            1,
        ),
    ] {
        assert_eq!(verdict(body, code, shareholders).0, "satisfied", "{code}: {body}");
    }
}

#[test]
fn both_of_two_statements_are_kept_and_marked() {
    let cases = [
        ("第二条 董事会由九名董事组成。\n第九条 董事会由七名董事组成。", "seats", 2),
        ("第二条 董事每届任期三年。\n第九条 董事每届任期四年。", "term", 2),
        ("第二条 公司设监事会。\n第九条 公司不设监事会。", "organ", 2),
        ("第二条 公司注册资本为1000万元。\n第九条 公司注册资本为2000万元。", "registered-capital", 2),
        // A range that holds the number says nothing else.
        ("第二条 董事会由五至九名董事组成。\n第九条 本届董事会由七名董事组成。", "seats", 0),
        ("第二条 董事会由七名董事组成。\n第九条 董事会由七名董事组成。", "seats", 0),
        ("第二条 子公司董事会由三名董事组成。\n第九条 董事会由七名董事组成。", "seats", 0),
    ];
    for (body, kind, expected) in cases {
        let dossier = dossier(body);
        let facts = CharterFacts::read(dossier.charter().unwrap());
        let marked = facts.all().iter().filter(|fact| fact.statement.kind() == kind && fact.contradicted);
        assert_eq!(marked.count(), expected, "{body}");
    }
}

#[test]
fn a_doubt_names_its_kind() {
    for (body, doubt) in [
        ("第二条 董事会由七名（5名）董事组成。", "numbers-disagree"),
        ("第二条 董事会由九至五名董事组成。", "range-reversed"),
        ("第二条 董事会决议须经全体董事的120%通过。", "more-than-whole"),
        ("第二条 董事会决议须经全体董事的分之二以上通过。", "broken-fraction"),
        ("第二条 股东会决议须经三分之二以上通过。", "no-denominator"),
        ("第二条 董事会由____名董事组成。", "blank"),
    ] {
        let dossier = dossier(body);
        let charter = dossier.charter().unwrap();
        let facts = CharterFacts::read(charter);
        let doubtful: Vec<_> = facts.all().iter().filter(|fact| fact.doubt.is_some()).collect();
        let [fact] = doubtful.as_slice() else { panic!("{body}: {doubtful:?}") };
        assert_eq!(fact.doubt.unwrap().as_str(), doubt, "{body}");
        assert_eq!(facts.label(charter, fact).place, "第二条", "{body}");
    }
}
