//! Governing bodies and what they do: one vocabulary for every wording.

use std::sync::LazyLock;

use serde::Serialize;

use crate::model::profile::PartyOrgan;
use crate::words::WordList;

/// A governing body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Body {
    /// 党委会、党组会、党总支、党支部
    Party,
    /// 股东会、股东大会
    ShareholdersMeeting,
    /// 股东, without a meeting: 股东决定、唯一股东
    Shareholder,
    /// 出资人机构、国资委、财政局、政府
    Investor,
    /// 董事会
    Board,
    /// A committee of the board: 审计委员会
    BoardCommittee,
    /// 独立董事, 独立董事专门会议
    IndependentDirectors,
    /// 董事、执行董事 of a company without a board
    Director,
    /// 董事长, 董事长办公会
    Chair,
    /// 经理层、总经理、总经理办公会
    Management,
    /// 监事会、监事
    Supervisors,
    /// 职工代表大会、职工大会, 职工
    EmployeesCongress,
    /// 工会
    Union,
    /// 上级、集团公司、控股股东
    Superior,
    /// Something else, such as a department.
    Other,
}

impl Body {
    /// Whether it stands for the owners: shareholders, sole shareholder, investor.
    #[must_use]
    pub const fn is_owner(self) -> bool {
        matches!(self, Self::ShareholdersMeeting | Self::Shareholder | Self::Investor)
    }

    /// Whether it stands for the employees.
    #[must_use]
    pub const fn is_employees(self) -> bool {
        matches!(self, Self::EmployeesCongress | Self::Union)
    }

    /// The Chinese name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Party => "党组织",
            Self::ShareholdersMeeting => "股东会",
            Self::Shareholder => "股东",
            Self::Investor => "出资人机构",
            Self::Board => "董事会",
            Self::BoardCommittee => "董事会专门委员会",
            Self::IndependentDirectors => "独立董事",
            Self::Director => "董事",
            Self::Chair => "董事长",
            Self::Management => "经理层",
            Self::Supervisors => "监事会",
            Self::EmployeesCongress => "职工代表大会",
            Self::Union => "工会",
            Self::Superior => "上级单位",
            Self::Other => "其他",
        }
    }
}

/// Names of bodies, longer ones before their parts. The body named first in a text counts; of two that start at one
/// place, the longer.
const NAMES: &[(&str, Body)] = &[
    ("党委会议", Body::Party),
    ("党委会", Body::Party),
    ("党委常委会", Body::Party),
    ("党委", Body::Party),
    ("党组会", Body::Party),
    ("党组", Body::Party),
    ("党总支委员会", Body::Party),
    ("党总支", Body::Party),
    ("党支部委员会", Body::Party),
    ("党支部", Body::Party),
    ("支委会", Body::Party),
    ("支部委员会", Body::Party),
    ("总支委员会", Body::Party),
    ("总支部委员会", Body::Party),
    ("支部委员会", Body::Party),
    ("总支部委员会", Body::Party),
    ("总支委员会", Body::Party),
    ("总支", Body::Party),
    ("支部党员大会", Body::Party),
    ("党员大会", Body::Party),
    ("党员代表大会", Body::Party),
    ("党组织", Body::Party),
    ("党工委", Body::Party),
    ("上级党委", Body::Superior),
    ("上级党组织", Body::Superior),
    ("上级单位", Body::Superior),
    ("上级公司", Body::Superior),
    ("上级企业", Body::Superior),
    ("上级集团", Body::Superior),
    ("上级主管部门", Body::Superior),
    ("上级", Body::Superior),
    ("集团公司", Body::Superior),
    ("母公司", Body::Superior),
    ("股东大会", Body::ShareholdersMeeting),
    ("股东会议", Body::ShareholdersMeeting),
    ("股东会", Body::ShareholdersMeeting),
    ("唯一股东", Body::Shareholder),
    ("单一股东", Body::Shareholder),
    ("全体股东", Body::ShareholdersMeeting),
    ("控股股东", Body::Superior),
    ("股东", Body::Shareholder),
    ("履行出资人职责的机构", Body::Investor),
    ("履行出资人职责机构", Body::Investor),
    ("履职机构", Body::Investor),
    ("国有资产监督管理委员会", Body::Investor),
    ("国有资产监督管理机构", Body::Investor),
    ("国有资产管理局", Body::Investor),
    ("国资监管机构", Body::Investor),
    ("出资人机构", Body::Investor),
    ("出资人", Body::Investor),
    ("国资委", Body::Investor),
    ("国资局", Body::Investor),
    ("国资中心", Body::Investor),
    ("国资办", Body::Investor),
    ("文资办", Body::Investor),
    ("文资委", Body::Investor),
    ("国有文化资产监督管理", Body::Investor),
    ("财政部", Body::Investor),
    ("财政厅", Body::Investor),
    ("财政局", Body::Investor),
    ("金融局", Body::Investor),
    ("县政府国资办", Body::Investor),
    ("市政府国资办", Body::Investor),
    ("市政府国资委", Body::Investor),
    ("省政府国资委", Body::Investor),
    ("人民政府国资委", Body::Investor),
    ("人民政府", Body::Investor),
    ("市政府", Body::Investor),
    ("县政府", Body::Investor),
    ("区政府", Body::Investor),
    ("省政府", Body::Investor),
    ("管委会", Body::Investor),
    ("审计委员会", Body::BoardCommittee),
    ("审计与风险委员会", Body::BoardCommittee),
    ("战略委员会", Body::BoardCommittee),
    ("薪酬与考核委员会", Body::BoardCommittee),
    ("提名委员会", Body::BoardCommittee),
    ("专门委员会", Body::BoardCommittee),
    ("独立董事专门会议", Body::IndependentDirectors),
    ("独立董事", Body::IndependentDirectors),
    ("董事会会议", Body::Board),
    ("董事会", Body::Board),
    ("董事长办公会议", Body::Chair),
    ("董事长办公会", Body::Chair),
    ("董事长专题会", Body::Chair),
    ("董事长", Body::Chair),
    ("执行董事", Body::Director),
    ("董事", Body::Director),
    ("总经理办公会议", Body::Management),
    ("总经理办公会", Body::Management),
    ("总裁办公会议", Body::Management),
    ("总裁办公会", Body::Management),
    ("经理办公会议", Body::Management),
    ("经理办公会", Body::Management),
    ("行政办公会", Body::Management),
    ("院长办公会", Body::Management),
    ("院务会", Body::Management),
    ("社长办公会", Body::Management),
    ("社务会", Body::Management),
    ("行务会", Body::Management),
    ("厂务会", Body::Management),
    ("经营班子", Body::Management),
    ("经营管理层", Body::Management),
    ("经营层", Body::Management),
    ("管理层", Body::Management),
    ("经理层", Body::Management),
    ("高级管理层", Body::Management),
    ("总经理", Body::Management),
    ("总裁", Body::Management),
    ("经理", Body::Management),
    ("办公会", Body::Management),
    ("监事会", Body::Supervisors),
    ("监事", Body::Supervisors),
    ("职工代表大会", Body::EmployeesCongress),
    ("职工（代表）大会", Body::EmployeesCongress),
    ("职工大会", Body::EmployeesCongress),
    ("职代会", Body::EmployeesCongress),
    ("职会代", Body::EmployeesCongress),
    ("全体职工", Body::EmployeesCongress),
    ("职工代表", Body::EmployeesCongress),
    ("职工意见", Body::EmployeesCongress),
    ("职工群众意见", Body::EmployeesCongress),
    ("员工意见", Body::EmployeesCongress),
    ("工会", Body::Union),
];

/// Names that hold a body's name and are none: 副总经理, 董事会秘书, 党委办公室.
const NOT_BODIES: &[&str] = &[
    "副总经理",
    "副总裁",
    "副董事长",
    "副经理",
    "董事会秘书",
    "党委办公室",
    "党委工作部",
    "党委组织部",
    "党委书记",
    "党委副书记",
    "党委委员",
    "总经理助理",
    "财务经理",
    "项目经理",
    "部门经理",
    "职业经理人",
    "党委换届",
    "外部董事",
    "职工董事",
    "职工监事",
    "工会主席",
    "工会经费",
    "董事会办公室",
    "经理人",
    "监事会主席",
    "党委理论学习中心组",
    "党支部书记",
    "党组书记",
    "所属党支部",
    "基层党组织",
    "各党支部",
    "股东权益",
    "股东单位",
    "股东名册",
    "股东回报",
    "经理层成员",
    "经理层任期制",
    "董事会换届",
    "监事会换届",
];

/// A body named in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mention {
    pub(crate) body: Body,
    /// Where the name begins, with 公司, 本公司, 县 and the like before it.
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// All bodies named in `text`, in order.
pub(crate) fn mentions(text: &str) -> Vec<Mention> {
    static WORDS: LazyLock<WordList> =
        LazyLock::new(|| WordList::new(NOT_BODIES.iter().copied().chain(NAMES.iter().map(|(name, _)| *name))));
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let (mut other, mut name) = (None, None);
        WORDS.at(text, at, |end, word| match (word as usize).checked_sub(NOT_BODIES.len()) {
            None => other = Some(end),
            Some(index) => name = Some((end, index)),
        });
        match (other, name) {
            (Some(end), _) => at = end,
            (None, Some((end, index))) => {
                if let Some((_, body)) = NAMES.get(index) {
                    out.push(Mention { body: *body, start: qualified(text, at), end });
                }
                at = end;
            }
            (None, None) => at += c.len_utf8(),
        }
    }
    out
}

/// The start of the name with its qualifier: 市国资委, 公司董事会, 企业工会.
fn qualified(text: &str, start: usize) -> usize {
    let mut start = start;
    while let Some(shorter) = [
        "公司",
        "本公司",
        "集团",
        "集团公司",
        "企业",
        "本企业",
        "所属企业",
        "所在企业",
        "省",
        "市",
        "县",
        "区",
        "自治区",
        "州",
        "本级",
        "同级",
        "国务院",
        "（",
        "本",
    ]
    .iter()
    .filter(|w| **w != "（")
    .find_map(|word| text[..start].strip_suffix(word))
    {
        start = shorter.len();
    }
    start
}

/// The body that the head of a column or the words of a cell name. 党委（党组/党总支/党支部）会 is the Party body.
pub(crate) fn body_of(words: &str) -> Option<Body> {
    let words: String = words.chars().filter(|c| !crate::model::charter::is_space(*c)).collect();
    mentions(&words).first().map(|mention| mention.body)
}

/// The body that heads a column of an authority matrix: a body's name and nothing much besides.
pub(crate) fn column_body(name: &str) -> Option<Body> {
    let plain = name.trim_matches(|c: char| c.is_ascii_punctuation() || crate::model::charter::is_space(c));
    if plain.is_empty() || plain.chars().count() > 24 {
        return None;
    }
    if [
        "是否",
        "备注",
        "依据",
        "程序",
        "意见",
        "日期",
        "时间",
        "成员",
        "人数",
        "会议名称",
        "届次",
        "决策主体",
        "决策机构",
        "决定机构",
        "顺序",
        "应到",
        "实到",
        "出席",
        "列席",
        "回避",
        "委托",
    ]
    .iter()
    .any(|w| plain.contains(w))
    {
        return None;
    }
    if ["上级备案", "集团批准", "集团备案", "上级审批", "上级批准", "上级"].iter().any(|w| plain.starts_with(w))
    {
        return Some(Body::Superior);
    }
    let of_branch = ["支部委员会", "支委会", "总支委员会", "总支部委员会"].contains(&plain);
    if plain == "党委(党组)" || of_branch || plain.starts_with("党") && !plain.contains("党员") {
        return Some(Body::Party);
    }
    if matches!(plain, "董事长" | "董事" | "股东" | "监事" | "经理" | "工会") {
        return body_of(plain);
    }
    body_of(plain).filter(|body| !matches!(body, Body::Director | Body::Shareholder) || plain.chars().count() <= 4)
}

/// The form of the Party body that words name.
pub(crate) fn party_organ(words: &str) -> Option<PartyOrgan> {
    let first = |names: &[&str]| names.iter().filter_map(|name| words.find(name)).min();
    let committee_of_party = words.find("中共").or_else(|| words.find("中国共产党")).and_then(|_| words.find("委员会"));
    [
        (first(&["党总支", "总支部委员会", "总支部"]), PartyOrgan::GeneralBranch),
        (first(&["党支部", "支委会", "支部委员会", "支部"]), PartyOrgan::Branch),
        (first(&["党组会", "党组书记", "党组研究", "党组前置"]), PartyOrgan::LeadingGroup),
        (first(&["党委"]), PartyOrgan::Committee),
        (committee_of_party, PartyOrgan::Committee),
    ]
    .into_iter()
    .filter_map(|(at, organ)| Some((at?, organ)))
    .min_by_key(|(at, organ)| (*at, *organ == PartyOrgan::Branch || *organ == PartyOrgan::Committee))
    .map(|(_, organ)| organ)
}

/// What a body does with a matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Act {
    /// 提出、拟订、制订、推荐: a draft, not the last word. 制订 is not 制定.
    Draft,
    /// 听取、征求意见
    Hear,
    /// 协商
    Consult,
    /// 前置研究讨论、研究讨论、研究、讨论
    Discuss,
    /// 集体研究把关
    GateKeep,
    /// 审核、审查
    Review,
    /// 审议
    Deliberate,
    /// 审议通过
    Pass,
    /// 审议批准、批准、审定、审批
    Approve,
    /// 研究决定、决定、决策、聘任
    Decide,
    /// 制定
    Enact,
    /// 备案、报告
    File,
    /// 执行、组织实施
    Execute,
    /// A mark that names no act: √, ●.
    Mark,
}

impl Act {
    /// Whether the act settles the matter. 审议通过 does, except where only employees' consent is meant.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Approve | Self::Decide | Self::Enact | Self::Pass)
    }

    /// The Chinese word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "拟订",
            Self::Hear => "听取意见",
            Self::Consult => "协商",
            Self::Discuss => "研究讨论",
            Self::GateKeep => "集体研究把关",
            Self::Review => "审核",
            Self::Deliberate => "审议",
            Self::Pass => "审议通过",
            Self::Approve => "批准",
            Self::Decide => "决定",
            Self::Enact => "制定",
            Self::File => "备案",
            Self::Execute => "执行",
            Self::Mark => "参与",
        }
    }

    /// Position in a matter's course, for acts that a table states without an order.
    pub(crate) const fn stage(self) -> u8 {
        match self {
            Self::Draft => 0,
            Self::Hear | Self::Consult => 1,
            Self::Discuss | Self::GateKeep => 2,
            Self::Review | Self::Mark => 3,
            Self::Deliberate => 4,
            Self::Pass => 5,
            Self::Approve | Self::Decide | Self::Enact => 6,
            Self::File => 7,
            Self::Execute => 8,
        }
    }
}

const ACTS: &[(&str, Act)] = &[
    ("前置研究讨论", Act::Discuss),
    ("前置研究", Act::Discuss),
    ("前置讨论", Act::Discuss),
    ("前置审议", Act::Discuss),
    ("集体研究把关", Act::GateKeep),
    ("研究把关", Act::GateKeep),
    ("把关", Act::GateKeep),
    ("研究讨论", Act::Discuss),
    ("研究决定", Act::Decide),
    ("研究确定", Act::Decide),
    ("研究审议", Act::Deliberate),
    ("讨论决定", Act::Decide),
    ("讨论通过", Act::Pass),
    ("表决通过", Act::Pass),
    ("审议通过", Act::Pass),
    ("审议决定", Act::Decide),
    ("审议批准", Act::Approve),
    ("审议同意", Act::Approve),
    ("审核批准", Act::Approve),
    ("审核同意", Act::Review),
    ("审议", Act::Deliberate),
    ("审批", Act::Approve),
    ("批准", Act::Approve),
    ("核准", Act::Approve),
    ("审定", Act::Approve),
    ("批复", Act::Approve),
    ("同意", Act::Approve),
    ("决定", Act::Decide),
    ("决策", Act::Decide),
    ("决议", Act::Decide),
    ("裁决", Act::Decide),
    ("聘任", Act::Decide),
    ("任免", Act::Decide),
    ("聘免", Act::Decide),
    ("委派", Act::Decide),
    ("制定", Act::Enact),
    ("制订", Act::Draft),
    ("拟订", Act::Draft),
    ("拟定", Act::Draft),
    ("拟制", Act::Draft),
    ("起草", Act::Draft),
    ("编制", Act::Draft),
    ("提出", Act::Draft),
    ("提案", Act::Draft),
    ("建议", Act::Draft),
    ("提名", Act::Draft),
    ("推荐", Act::Draft),
    ("提议", Act::Draft),
    ("审核", Act::Review),
    ("审查", Act::Review),
    ("复核", Act::Review),
    ("备案", Act::File),
    ("报备", Act::File),
    ("报告", Act::File),
    ("知悉", Act::File),
    ("听取", Act::Hear),
    ("征求", Act::Hear),
    ("咨询", Act::Hear),
    ("协商", Act::Consult),
    ("讨论", Act::Discuss),
    ("研究", Act::Discuss),
    ("组织实施", Act::Execute),
    ("实施", Act::Execute),
    ("执行", Act::Execute),
    ("落实", Act::Execute),
    ("办理", Act::Execute),
    ("通过", Act::Pass),
];

/// The acts that a cell names, in order: 研究讨论, 审议/批准, ①提出②执行. A bare mark is [`Act::Mark`].
pub(crate) fn acts(text: &str) -> Vec<(Act, usize, usize)> {
    static WORDS: LazyLock<WordList> = LazyLock::new(|| WordList::new(ACTS.iter().map(|(word, _)| *word)));
    let found = WORDS.find(text).filter_map(|(range, word)| Some((ACTS.get(word as usize)?.1, range.start, range.end)));
    let mut out: Vec<(Act, usize, usize)> = found.collect();
    if out.is_empty()
        && text.chars().any(|c| matches!(c, '√' | '✓' | '✔' | '●' | '○' | '▲' | '△' | '★' | '☆' | '■' | '◎'))
    {
        out.push((Act::Mark, 0, text.len()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_by_name() {
        for (text, expected) in [
            ("党委（党组/党总支/党支部）会", Some(Body::Party)),
            ("股东会/出资人/国资委", Some(Body::ShareholdersMeeting)),
            ("市国资委", Some(Body::Investor)),
            ("县财政局", Some(Body::Investor)),
            ("董事会", Some(Body::Board)),
            ("董事长", Some(Body::Chair)),
            ("总经理\n办公会", Some(Body::Management)),
            ("董事", Some(Body::Director)),
            ("股东", Some(Body::Shareholder)),
            ("职工代表大会", Some(Body::EmployeesCongress)),
            ("投资发展部", None),
            ("副总经理", None),
        ] {
            assert_eq!(body_of(text), expected, "{text}");
        }
        assert_eq!(column_body("上级备案"), Some(Body::Superior));
        assert_eq!(column_body("是否需经董事会"), None);
        assert_eq!(column_body("事项"), None);
    }

    #[test]
    fn acts_by_word() {
        let read = |text: &str| acts(text).into_iter().map(|(act, ..)| act).collect::<Vec<_>>();
        assert_eq!(read("前置研究讨论"), [Act::Discuss]);
        assert_eq!(read("审议批准"), [Act::Approve]);
        assert_eq!(read("制订"), [Act::Draft]);
        assert_eq!(read("制定"), [Act::Enact]);
        assert_eq!(read("①提出②执行"), [Act::Draft, Act::Execute]);
        assert_eq!(read("审议通过"), [Act::Pass]);
        assert_eq!(read("√"), [Act::Mark]);
        assert_eq!(read("—"), []);
    }

    #[test]
    fn party_organs_by_name() {
        for (text, expected) in [
            ("中共岱岳能源有限公司委员会前置研究讨论事项清单", Some(PartyOrgan::Committee)),
            ("中共洱源苗木有限公司支部委员会研究决定事项清单", Some(PartyOrgan::Branch)),
            ("中共邙岭公路养护有限公司总支部委员会前置研究讨论事项清单", Some(PartyOrgan::GeneralBranch)),
            ("霖江市水务环境集团有限公司党委研究决定事项清单", Some(PartyOrgan::Committee)),
            ("决策权责清单", None),
        ] {
            assert_eq!(party_organ(text), expected, "{text}");
        }
    }
}
