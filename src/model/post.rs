//! Posts in the Party body, board, supervisors and management: one vocabulary for every wording.

use serde::Serialize;

use crate::model::profile::PartyOrgan;
use crate::source::Span;

/// A kind of post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PostKind {
    /// 党委书记、党组书记、党总支书记、党支部书记
    PartySecretary,
    /// 党委副书记 and its equals
    PartyDeputySecretary,
    /// 党委常委
    PartyStandingMember,
    /// 党委委员、党组成员、支部委员
    PartyMember,
    /// 纪委书记、纪检组组长
    DisciplineSecretary,
    /// 纪委副书记
    DisciplineDeputySecretary,
    /// 纪委委员
    DisciplineMember,
    /// 纪检委员 of a Party body that has no discipline committee
    DisciplineInspector,
    /// 董事长
    Chair,
    /// 副董事长
    ViceChair,
    /// 董事, 执行董事
    Director,
    /// 审计委员会召集人、委员, and other committees of the board
    BoardCommittee,
    /// 监事会主席
    SupervisoryChair,
    /// 监事
    Supervisor,
    /// 总经理、总裁、经理
    GeneralManager,
    /// 副总经理、副总裁
    DeputyGeneralManager,
    /// 总经理助理
    AssistantManager,
    /// 财务负责人、财务总监、总会计师
    FinanceHead,
    /// 董事会秘书
    BoardSecretary,
    /// 总法律顾问
    GeneralCounsel,
    /// 首席合规官
    ComplianceHead,
    /// 总工程师、总经济师、安全总监 and other officers who may be senior managers
    Officer,
    /// 工会主席
    UnionChair,
    /// Anything else: a head of department, a technician, a post elsewhere.
    Other,
}

/// The room a post belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PostGroup {
    /// The Party body.
    Party,
    /// The discipline body.
    Discipline,
    /// The board.
    Board,
    /// The supervisory board.
    Supervisory,
    /// Management.
    Management,
    /// None of them.
    Other,
}

impl PostKind {
    /// The room it belongs to.
    #[must_use]
    pub const fn group(self) -> PostGroup {
        match self {
            Self::PartySecretary
            | Self::PartyDeputySecretary
            | Self::PartyStandingMember
            | Self::PartyMember
            | Self::DisciplineInspector => PostGroup::Party,
            Self::DisciplineSecretary | Self::DisciplineDeputySecretary | Self::DisciplineMember => {
                PostGroup::Discipline
            }
            Self::Chair | Self::ViceChair | Self::Director | Self::BoardCommittee => PostGroup::Board,
            Self::SupervisoryChair | Self::Supervisor => PostGroup::Supervisory,
            Self::GeneralManager
            | Self::DeputyGeneralManager
            | Self::AssistantManager
            | Self::FinanceHead
            | Self::BoardSecretary
            | Self::GeneralCounsel
            | Self::ComplianceHead
            | Self::Officer => PostGroup::Management,
            Self::UnionChair | Self::Other => PostGroup::Other,
        }
    }
}

/// A post as a document states it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Post {
    /// Which post.
    pub kind: PostKind,
    /// The words.
    pub text: String,
    /// The words' place.
    pub span: Span,
    /// The form of the Party body that the words name.
    pub organ: Option<PartyOrgan>,
    /// The other body in which the post is held (东汀省港口投资集团有限公司); `None` for a post in this company.
    pub elsewhere: Option<String>,
    /// 外部董事; independent directors are outside directors too.
    pub outside: bool,
    /// 独立董事
    pub independent: bool,
    /// 职工董事、职工监事
    pub employee: bool,
    /// 专职副书记
    pub full_time: bool,
    /// 执行董事
    pub executive: bool,
    /// Held beside the main post: 兼任.
    pub concurrent: bool,
    /// 代理、主持工作
    pub acting: bool,
}

/// The column that a post stands in; a bare 书记 or 委员 means what its column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PostColumn {
    Any,
    Party,
    Board,
    Supervisory,
    Management,
    Other,
}

/// Words that name a post wherever they stand. Longer words come first where one is part of another.
const WORDS: &[(&str, PostKind)] = &[
    ("纪律检查委员会副书记", PostKind::DisciplineDeputySecretary),
    ("纪律检查委员会书记", PostKind::DisciplineSecretary),
    ("纪律检查委员会委员", PostKind::DisciplineMember),
    ("纪检监察组副组长", PostKind::DisciplineDeputySecretary),
    ("纪检监察组组长", PostKind::DisciplineSecretary),
    ("纪检监察组长", PostKind::DisciplineSecretary),
    ("纪检组组长", PostKind::DisciplineSecretary),
    ("纪检组长", PostKind::DisciplineSecretary),
    ("纪委副书记", PostKind::DisciplineDeputySecretary),
    ("纪委书记", PostKind::DisciplineSecretary),
    ("纪工委书记", PostKind::DisciplineSecretary),
    ("纪委委员", PostKind::DisciplineMember),
    ("纪检委员", PostKind::DisciplineInspector),
    ("监事会主席", PostKind::SupervisoryChair),
    ("监事会副主席", PostKind::Supervisor),
    ("监事长", PostKind::SupervisoryChair),
    ("监事会召集人", PostKind::SupervisoryChair),
    ("职工代表监事", PostKind::Supervisor),
    ("监事", PostKind::Supervisor),
    ("董事会秘书", PostKind::BoardSecretary),
    ("副董事长", PostKind::ViceChair),
    ("董事长", PostKind::Chair),
    ("董事会主席", PostKind::Chair),
    ("职工代表董事", PostKind::Director),
    ("非执行董事", PostKind::Director),
    ("执行董事", PostKind::Director),
    ("董事", PostKind::Director),
    ("审计委员会召集人", PostKind::BoardCommittee),
    ("审计委员会主任委员", PostKind::BoardCommittee),
    ("审计委员会主任", PostKind::BoardCommittee),
    ("审计委员会委员", PostKind::BoardCommittee),
    ("组织委员", PostKind::PartyMember),
    ("宣传委员", PostKind::PartyMember),
    ("统战委员", PostKind::PartyMember),
    ("青年委员", PostKind::PartyMember),
    ("总经理助理", PostKind::AssistantManager),
    ("总裁助理", PostKind::AssistantManager),
    ("副总经理", PostKind::DeputyGeneralManager),
    ("副总裁", PostKind::DeputyGeneralManager),
    ("总经理", PostKind::GeneralManager),
    ("首席执行官", PostKind::GeneralManager),
    ("总裁", PostKind::GeneralManager),
    ("财务负责人", PostKind::FinanceHead),
    ("首席财务官", PostKind::FinanceHead),
    ("财务总监", PostKind::FinanceHead),
    ("总会计师", PostKind::FinanceHead),
    ("首席合规官", PostKind::ComplianceHead),
    ("首席信息官", PostKind::Officer),
    ("首席风险官", PostKind::Officer),
    ("首席技术官", PostKind::Officer),
    ("首席运营官", PostKind::Officer),
    ("首席投资官", PostKind::Officer),
    ("总法律顾问", PostKind::GeneralCounsel),
    ("总工程师", PostKind::Officer),
    ("总经济师", PostKind::Officer),
    ("总审计师", PostKind::Officer),
    ("总规划师", PostKind::Officer),
    ("总农艺师", PostKind::Officer),
    ("安全总监", PostKind::Officer),
    ("工会主席", PostKind::UnionChair),
];

/// Names of Party bodies that posts begin with. Longer ones come first.
const ORGANS: &[(&str, PartyOrgan)] = &[
    ("党总支部委员会", PartyOrgan::GeneralBranch),
    ("总支部委员会", PartyOrgan::GeneralBranch),
    ("党支部委员会", PartyOrgan::Branch),
    ("党的支部", PartyOrgan::Branch),
    ("党总支部", PartyOrgan::GeneralBranch),
    ("党总支", PartyOrgan::GeneralBranch),
    ("党支部", PartyOrgan::Branch),
    ("支委会", PartyOrgan::Branch),
    ("总支", PartyOrgan::GeneralBranch),
    ("支部", PartyOrgan::Branch),
    ("党委会", PartyOrgan::Committee),
    ("党委", PartyOrgan::Committee),
    ("党工委", PartyOrgan::Committee),
    ("党组", PartyOrgan::LeadingGroup),
];

/// Ends of names of other bodies.
const BODIES: &[&str] = &[
    "公司",
    "集团",
    "委员会",
    "局",
    "厂",
    "院",
    "校",
    "中心",
    "部",
    "处",
    "科",
    "室",
    "厅",
    "政府",
    "银行",
    "基金",
    "事务所",
    "大学",
    "协会",
    "商会",
    "国资委",
    "管委会",
    "园区",
    "项目",
    "事业部",
    "车间",
    "站",
    "所",
    "县委",
    "市委",
];

/// The posts that a cell names. `own` is the company's name, if it is known: what stands before a post may be the
/// company itself.
pub(crate) fn posts(text: &str, span: Span, column: PostColumn, own: &str) -> Vec<Post> {
    let mut out: Vec<Post> = Vec::new();
    let mut elsewhere: Option<String> = None;
    let mut organ: Option<PartyOrgan> = None;
    for (segment, concurrent) in segments(text) {
        let (word, remark) = split_remark(segment);
        if word.is_empty() {
            continue;
        }
        let mut found = read(word, span, column, own, &mut elsewhere, &mut organ);
        for post in &mut found {
            post.concurrent |= concurrent;
            mark(post, remark);
        }
        out.append(&mut found);
    }
    out
}

/// The parts of 党委书记、董事长兼总经理, and whether each is held beside another.
fn segments(text: &str) -> Vec<(&str, bool)> {
    let mut out = Vec::new();
    let mut depth = 0u32;
    let (mut start, mut concurrent) = (0, false);
    let mut skip = 0;
    for (at, c) in text.char_indices() {
        if at < skip {
            continue;
        }
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let separator = matches!(c, '、' | '，' | ',' | '；' | ';' | '/' | '\n' | '|' | '+');
        // 兼 separates, but 专兼职 and 兼职 do not.
        let also = c == '兼' && !text[at..].starts_with("兼职") && !text[..at].ends_with('专');
        if depth == 0 && (separator || also) {
            out.push((text[start..at].trim(), concurrent));
            concurrent = also;
            let mut next = at + c.len_utf8();
            if also && text[next..].starts_with('任') {
                next += '任'.len_utf8();
            }
            start = next;
            skip = next;
        }
    }
    out.push((text[start..].trim(), concurrent));
    out.retain(|(segment, _)| !segment.is_empty());
    out
}

/// 党委副书记（专职） into the post and the words in brackets.
fn split_remark(segment: &str) -> (&str, &str) {
    match segment.find(['（', '(']) {
        Some(0) | None => (segment, ""),
        Some(at) => (segment[..at].trim_end(), &segment[at..]),
    }
}

fn mark(post: &mut Post, words: &str) {
    if words.is_empty() {
        return;
    }
    let is_director = matches!(post.kind, PostKind::Director | PostKind::Chair | PostKind::ViceChair);
    if is_director {
        post.outside |= words.contains("外部") || words.contains("独立");
        post.independent |= words.contains("独立");
        post.executive |= words.contains("执行") && !words.contains("非执行");
    }
    if is_director || post.kind == PostKind::Supervisor || post.kind == PostKind::SupervisoryChair {
        post.employee |= words.contains("职工");
    }
    if post.kind == PostKind::PartyDeputySecretary {
        post.full_time |= words.contains("专职");
    }
    post.concurrent |= words.contains("兼");
    post.acting |= words.contains("代理") || words.contains("主持");
}

/// Adds what a row's remarks say of its posts: 职工董事, 专职副书记, 独立董事、审计委员会召集人.
pub(crate) fn mark_by_remark(posts: &mut [Post], remark: &str) {
    let has = |word: &str| remark.contains(word);
    let outside = has("外部董事") || has("独立董事");
    let employee_director = has("职工董事") || has("职工代表董事") || (has("职工代表") && !has("监事"));
    let employee_supervisor = has("职工监事") || has("职工代表监事") || (has("职工代表") && !has("董事"));
    let deputy = has("专职副书记") || has("专职党委副书记") || has("专职党组副书记") || has("副书记（专职）");
    for post in posts.iter_mut().filter(|post| post.elsewhere.is_none()) {
        match post.kind {
            PostKind::Director | PostKind::Chair | PostKind::ViceChair => {
                post.outside |= outside;
                post.independent |= has("独立董事");
                post.employee |= employee_director;
            }
            PostKind::Supervisor | PostKind::SupervisoryChair => post.employee |= employee_supervisor,
            PostKind::PartyDeputySecretary => post.full_time |= deputy || remark.trim() == "专职",
            _ => {}
        }
    }
}

fn read(
    word: &str,
    span: Span,
    column: PostColumn,
    own: &str,
    elsewhere: &mut Option<String>,
    organ: &mut Option<PartyOrgan>,
) -> Vec<Post> {
    let post = |kind, text: &str, organ, away: &Option<String>| Post {
        kind,
        text: text.to_owned(),
        span,
        organ,
        elsewhere: away.clone(),
        outside: text.contains("外部董事") || text.contains("独立") && text.contains("董事"),
        independent: text.contains("独立") && text.contains("董事"),
        employee: text.contains("职工") && (text.contains("董事") || text.contains("监事")),
        full_time: text.contains("专职") && kind == PostKind::PartyDeputySecretary,
        executive: text.contains("执行董事") && !text.contains("非执行"),
        concurrent: false,
        acting: text.contains("代理") || text.contains("主持"),
    };
    let mut out = Vec::new();
    let mut from = 0;
    // One segment may hold several posts without a mark between them: 党委书记董事长.
    while from < word.len() {
        let rest = &word[from..];
        let Some((start, end, kind, named)) = first_post(rest, column, *organ, own) else { break };
        let tail = &rest[end..];
        // 总经理办公室主任, 董事会办公室主任, 工会主席团成员: the words name something else.
        if ends_elsewhere(tail) {
            break;
        }
        let before = rest[..start].trim();
        let prefix = qualifier(before);
        let away = if prefix.is_empty() { elsewhere.clone() } else { other_body(prefix, own) };
        if !prefix.is_empty() {
            elsewhere.clone_from(&away);
        }
        let organ_here = named.or(if kind.group() == PostGroup::Party { *organ } else { None });
        if named.is_some() {
            *organ = named;
        }
        let kind = if away.is_some() && column != PostColumn::Other && is_part_of_company(prefix) {
            PostKind::Other
        } else {
            kind
        };
        out.push(post(kind, rest[..end].trim(), organ_here, &away));
        from += end;
    }
    if out.is_empty() {
        let away = other_body_of(word, own).or_else(|| elsewhere.clone().filter(|_| column == PostColumn::Other));
        out.push(post(PostKind::Other, word, None, &away));
    } else if from < word.len() && !word[from..].trim().is_empty() {
        let rest = word[from..].trim();
        if let Some(last) = out.last_mut()
            && (rest.starts_with("主持") || rest.starts_with("级") || rest.starts_with("（"))
        {
            mark(last, rest);
        } else {
            out.push(post(PostKind::Other, rest, None, &None));
        }
    }
    out
}

/// The first post named in `text`: start and end of the naming words, the kind, the Party body's form.
fn first_post(
    text: &str,
    column: PostColumn,
    organ: Option<PartyOrgan>,
    own: &str,
) -> Option<(usize, usize, PostKind, Option<PartyOrgan>)> {
    let mut best: Option<(usize, usize, PostKind, Option<PartyOrgan>)> = None;
    let mut offer = |start: usize, end: usize, kind, organ| {
        if best.is_none_or(|(s, e, ..)| start < s || (start == s && end > e)) {
            best = Some((start, end, kind, organ));
        }
    };
    for (word, kind) in WORDS {
        if let Some(at) = text.find(word) {
            offer(at, at + word.len(), *kind, None);
        }
    }
    for (name, form) in ORGANS {
        let Some(at) = text.find(name) else { continue };
        if let Some((end, kind)) = party_post(text, at + name.len()) {
            offer(at, end, kind, Some(*form));
        }
    }
    // The Party's committee by its full name: 中共某公司委员会委员.
    if let Some(at) = text.find("委员会") {
        let is_party = text.starts_with("中共") || text.starts_with("中国共产党");
        if is_party && let Some((end, kind)) = party_post(text, at + "委员会".len()) {
            offer(at, end, kind, Some(PartyOrgan::Committee));
        }
    }
    if best.is_none() {
        let bare = text.trim();
        let kind = match (bare, column) {
            ("经理", PostColumn::Any | PostColumn::Management) => PostKind::GeneralManager,
            ("副经理", PostColumn::Any | PostColumn::Management) => PostKind::DeputyGeneralManager,
            (title, PostColumn::Any | PostColumn::Management) if heads(title, column, own) => {
                if title.starts_with('副') { PostKind::DeputyGeneralManager } else { PostKind::GeneralManager }
            }
            ("主席", PostColumn::Supervisory) => PostKind::SupervisoryChair,
            ("主席", PostColumn::Board) => PostKind::Chair,
            ("成员" | "是" | "√", PostColumn::Board) => PostKind::Director,
            ("成员" | "是" | "√", PostColumn::Supervisory) => PostKind::Supervisor,
            (_, PostColumn::Party) => {
                let bare_start = text.find(bare).unwrap_or(0);
                return party_post(text, bare_start).map(|(end, kind)| (bare_start, end, kind, None));
            }
            (_, PostColumn::Any) if organ.is_some() => {
                let bare_start = text.find(bare).unwrap_or(0);
                return party_post(text, bare_start).map(|(end, kind)| (bare_start, end, kind, None));
            }
            _ => return None,
        };
        return Some((0, text.len(), kind, None));
    }
    best
}

/// Whether a title is the manager's or the deputy's: 院长 of an institute, 行长 of a bank. Elsewhere than in the column of
/// management only where the company is called so; 院长 of a group may head one of its hospitals.
fn heads(title: &str, column: PostColumn, own: &str) -> bool {
    const TITLES: [(&str, &str); 5] =
        [("院长", "院"), ("行长", "银行"), ("社长", "社"), ("厂长", "厂"), ("台长", "台")];
    let title = title.strip_prefix("常务").unwrap_or(title);
    let title = title.strip_prefix('副').unwrap_or(title);
    TITLES.iter().any(|(name, called)| *name == title && (column == PostColumn::Management || own.contains(called)))
}

/// A Party post right after the name of the Party body, or standing alone: 书记, 专职副书记, 委员.
fn party_post(text: &str, from: usize) -> Option<(usize, PostKind)> {
    let rest = text.get(from..)?;
    let trimmed = rest.trim_start_matches([
        '专', '职', '的', ' ', '第', '一', '常', '务', '组', '织', '宣', '传', '青', '年', '统', '战', '群', '工',
    ]);
    let skipped = rest.len() - trimmed.len();
    for (word, kind) in [
        ("纪检委员", PostKind::DisciplineInspector),
        ("纪律检查委员", PostKind::DisciplineInspector),
        ("副书记", PostKind::PartyDeputySecretary),
        ("书记", PostKind::PartySecretary),
        ("常务委员", PostKind::PartyStandingMember),
        ("常委", PostKind::PartyStandingMember),
        ("委员", PostKind::PartyMember),
        ("成员", PostKind::PartyMember),
        ("班子成员", PostKind::PartyMember),
    ] {
        // 常务 was skipped as a qualifier of 副书记; put it back for 常务委员 and 常委.
        for (candidate, offset) in [(trimmed, skipped), (rest, 0)] {
            if candidate.starts_with(word) {
                let kind = if rest.starts_with("常委") || rest.starts_with("常务委员") {
                    PostKind::PartyStandingMember
                } else {
                    kind
                };
                let end = from + offset + word.len();
                // 委员会 is a body, not a member.
                if !text[end..].starts_with('会') {
                    return Some((end, kind));
                }
            }
        }
    }
    None
}

fn ends_elsewhere(tail: &str) -> bool {
    ["办公室", "办公会", "办", "会", "团", "工作部", "部", "联络", "候选人", "人选", "秘书处", "助理", "学校"]
        .iter()
        .any(|word| tail.starts_with(word))
}

/// `before` without words that only qualify a post: 公司, 专职, 外部, 常务, 兼任.
fn qualifier(before: &str) -> &str {
    let mut rest = before;
    loop {
        let shorter = [
            "专职",
            "兼职",
            "外部",
            "独立",
            "职工",
            "职工代表",
            "常务",
            "股权",
            "内部",
            "非",
            "执行",
            "第一",
            "兼任",
            "兼",
            "代",
            "代理",
            "拟任",
            "现任",
            "任",
            "专任",
            "派出",
            "国有",
            "股东",
            "首席",
            "高级",
            "董事会",
            "董事会下设",
            "的",
        ]
        .iter()
        .find_map(|word| rest.strip_suffix(word));
        match shorter {
            Some(shorter) => rest = shorter.trim_end(),
            None => return rest,
        }
    }
}

fn is_own(prefix: &str, own: &str) -> bool {
    let generic = [
        "公司",
        "本公司",
        "集团",
        "集团公司",
        "总公司",
        "股份公司",
        "本级",
        "企业",
        "中共",
        "中国共产党",
        "我公司",
        "公司本部",
        "本部",
    ];
    let prefix = prefix.trim_start_matches("中共").trim_start_matches("中国共产党");
    prefix.is_empty()
        || generic.contains(&prefix)
        || (!own.is_empty() && (own == prefix || own.contains(prefix) || prefix.contains(own)))
}

fn other_body(prefix: &str, own: &str) -> Option<String> {
    (!is_own(prefix, own)).then(|| prefix.to_owned())
}

/// A department or unit inside the company: its head is not the company's.
fn is_part_of_company(prefix: &str) -> bool {
    BODIES.iter().any(|end| prefix.ends_with(end)) || prefix.ends_with("分公司")
}

/// The body that words without a known post begin with: 装卸一公司技师.
fn other_body_of(word: &str, own: &str) -> Option<String> {
    let end = ["公司", "集团", "大学", "事务所", "政府", "银行"]
        .iter()
        .filter_map(|b| word.rfind(b).map(|at| at + b.len()))
        .max()?;
    other_body(word.get(..end)?, own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use PostKind as K;

    fn kinds(text: &str, column: PostColumn) -> Vec<PostKind> {
        posts(text, Span::default(), column, "甲公司").into_iter().map(|post| post.kind).collect()
    }

    #[test]
    fn combinations_in_one_cell() {
        let cases: &[(&str, PostColumn, &[PostKind])] = &[
            ("党委书记、董事长", PostColumn::Any, &[K::PartySecretary, K::Chair]),
            ("党委书记董事长", PostColumn::Any, &[K::PartySecretary, K::Chair]),
            ("党委书记兼总经理", PostColumn::Any, &[K::PartySecretary, K::GeneralManager]),
            ("党委副书记、董事、总裁", PostColumn::Any, &[K::PartyDeputySecretary, K::Director, K::GeneralManager]),
            ("党委专职副书记", PostColumn::Party, &[K::PartyDeputySecretary]),
            ("党委委员、纪委书记", PostColumn::Party, &[K::PartyMember, K::DisciplineSecretary]),
            ("党支部组织委员", PostColumn::Party, &[K::PartyMember]),
            ("党支部纪检委员", PostColumn::Party, &[K::DisciplineInspector]),
            ("书记", PostColumn::Party, &[K::PartySecretary]),
            ("委员", PostColumn::Party, &[K::PartyMember]),
            ("党委常委", PostColumn::Party, &[K::PartyStandingMember]),
            ("党组成员", PostColumn::Party, &[K::PartyMember]),
            ("职工董事", PostColumn::Board, &[K::Director]),
            ("董事、审计委员会召集人", PostColumn::Any, &[K::Director, K::BoardCommittee]),
            ("监事会主席", PostColumn::Supervisory, &[K::SupervisoryChair]),
            ("常务副总经理", PostColumn::Any, &[K::DeputyGeneralManager]),
            ("总经理助理", PostColumn::Any, &[K::AssistantManager]),
            ("总经理办公室主任", PostColumn::Any, &[K::Other]),
            ("党委办公室主任", PostColumn::Any, &[K::Other]),
            ("党群工作部副主任", PostColumn::Other, &[K::Other]),
            ("审计部主任、监事", PostColumn::Any, &[K::Other, K::Supervisor]),
            ("总法律顾问、首席合规官", PostColumn::Any, &[K::GeneralCounsel, K::ComplianceHead]),
            ("工会主席、职工董事", PostColumn::Any, &[K::UnionChair, K::Director]),
            ("事业部总经理", PostColumn::Any, &[K::Other]),
            ("部门经理", PostColumn::Any, &[K::Other]),
            ("经理", PostColumn::Any, &[K::GeneralManager]),
            ("中共甲公司委员会书记", PostColumn::Any, &[K::PartySecretary]),
            ("董事会秘书", PostColumn::Management, &[K::BoardSecretary]),
            ("副董事长", PostColumn::Board, &[K::ViceChair]),
        ];
        for (text, column, expected) in cases {
            assert_eq!(kinds(text, *column), *expected, "{text}");
        }
    }

    #[test]
    fn posts_elsewhere() {
        let text = "东汀省港口投资集团有限公司党委副书记、总经理";
        let found = posts(text, Span::default(), PostColumn::Other, "海衡港航股份有限公司");
        assert_eq!(found.len(), 2);
        for post in found {
            assert_eq!(post.elsewhere.as_deref(), Some("东汀省港口投资集团有限公司"), "{}", post.text);
        }
        let own = posts("甲公司党委书记", Span::default(), PostColumn::Any, "甲公司");
        assert_eq!(own[0].elsewhere, None);
        assert_eq!(posts("公司党委书记", Span::default(), PostColumn::Any, "")[0].elsewhere, None);
    }

    #[test]
    fn marks() {
        let read = |text: &str| posts(text, Span::default(), PostColumn::Any, "").remove(0);
        assert!(read("独立董事").independent && read("独立董事").outside);
        assert!(read("外部董事").outside && !read("外部董事").full_time);
        assert!(read("专职外部董事").outside);
        assert!(read("董事（外部）").outside && !read("董事（外部）").independent);
        assert!(read("董事（独立）").outside && read("董事（独立）").independent && !read("董事（职工）").outside);
        assert!(read("职工监事").employee);
        assert!(read("党委副书记（专职）").full_time);
        assert!(read("执行董事").executive);
        let mut row = posts("党委副书记、董事", Span::default(), PostColumn::Any, "");
        mark_by_remark(&mut row, "专职副书记；职工董事");
        assert!(row[0].full_time && row[1].employee);
        let mut row = posts("党委副书记、董事", Span::default(), PostColumn::Any, "");
        mark_by_remark(&mut row, "专职外部董事");
        assert!(!row[0].full_time && row[1].outside);
    }
}
