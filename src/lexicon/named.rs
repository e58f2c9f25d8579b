//! Whose organ a name in front of it says it is: 青岚投资集团党委 in the charter of 青岚水务有限公司 is the parent's.

use crate::source::Span;

/// Words that end the name of an organisation, right before its organ. Longer ones first.
const KINDS: [&str; 11] = [
    "有限责任公司",
    "股份有限公司",
    "集团有限公司",
    "集团公司",
    "有限公司",
    "股份公司",
    "公司",
    "集团",
    "管理局",
    "财政局",
    "财政厅",
];

/// What organisations trade in: 民政投资公司. Before 公司 and 集团 other words may be verbs: 强化公司党委.
const TRADES: [&str; 40] = [
    "投资", "控股", "金控", "城投", "交投", "国资", "国投", "建设", "发展", "实业", "水务", "能源", "资产", "运营",
    "文旅", "交通", "产业", "开发", "置业", "物流", "电力", "燃气", "城建", "城发", "农投", "水投", "旅投", "产投",
    "科技", "工业", "化工", "建工", "路桥", "粮食", "矿业", "钢铁", "机电", "港口", "航空", "金融",
];

/// The words before an organ, with those of the organ's own that belong to a name: 青岚投资集团 of 青岚投资集团党委.
pub(super) fn named_before(text: &str, organ: Span) -> &str {
    let own = text.get(organ.range()).unwrap_or_default();
    let kind = ["集团公司", "集团"].iter().find(|kind| own.starts_with(**kind)).map_or(0, |kind| kind.len());
    text.get(..organ.start as usize + kind).unwrap_or_default()
}

/// Whether the words `before` an organ end with the name of another organisation than the company, whose charter's
/// title is `title`.
pub(super) fn is_of_another(before: &str, title: &str) -> bool {
    let Some(kind) = KINDS.iter().find(|kind| before.ends_with(**kind)) else { return false };
    let stem = &before[..before.len() - kind.len()];
    // 集团有限公司, 财政局: only a name stands before them.
    let is_name = kind.ends_with(['局', '厅'])
        || kind.chars().count() > 4
        || *kind == "有限公司" && !stem.ends_with("集团")
        || *kind == "集团" && !title.contains("集团") && !stem.ends_with(PARTICLES)
        || TRADES.iter().any(|trade| stem.ends_with(trade));
    let mut name: Vec<char> = stem.chars().rev().take(2).collect();
    name.reverse();
    if !is_name || name.len() < 2 || !name.iter().all(|c| matches!(c, '\u{4e00}'..='\u{9fff}')) {
        return false;
    }
    // The company's own name, or a short form of it, has its characters in their order: 白鹭洲农业 of 白鹭洲农业科技有限公司.
    let mut rest = title.chars();
    let is_own_name = name.iter().all(|c| rest.any(|other| other == *c));
    let is_own_kind = !kind.contains("集团") || title.contains("集团");
    !(is_own_name && is_own_kind)
}

/// Whether the full name of a Party organ that begins at `organ` is another organisation's: 中共某某集团有限公司委员会.
pub(super) fn is_named_behind(text: &str, organ: Span, title: &str) -> bool {
    let Some(behind) = text.get(organ.end as usize..) else { return false };
    let end = ["委员会", "总支部", "支部"].iter().filter_map(|word| behind.find(word)).min();
    // The names of companies are shorter; what is longer is a sentence.
    end.filter(|end| *end <= 90).is_some_and(|end| is_of_another(&behind[..end], title))
}

/// Whether the words `before` an organ are nothing but the name of another organisation.
pub(super) fn opens_with_name(before: &str, title: &str) -> bool {
    const OBJECT: [&str; 9] = ["接受", "按照", "根据", "依照", "向", "报", "经", "在", "对"];
    before.len() <= 96
        && before.chars().all(|c| matches!(c, '\u{4e00}'..='\u{9fff}' | '（' | '）'))
        && !OBJECT.iter().any(|word| before.starts_with(word))
        && is_of_another(before, title)
}

/// Characters that end no name.
const PARTICLES: [char; 16] =
    ['本', '该', '各', '由', '经', '报', '向', '在', '对', '为', '与', '和', '及', '或', '至', '的'];

/// Whether a charter's title names the company: not 公司章程 alone.
pub(super) fn names_a_company(title: &str) -> bool {
    let mut rest = title.trim();
    rest = rest.split("章程").next().unwrap_or_default();
    for kind in KINDS {
        rest = rest.strip_suffix(kind).unwrap_or(rest);
    }
    rest.chars().count() >= 2
}

#[cfg(test)]
mod tests {
    use super::is_of_another;

    #[test]
    fn organs_of_named_organisations() {
        let cases = [
            ("提交南浦文旅集团", "南浦会展运营管理有限公司章程", true),
            ("翠屏金融控股集团", "翠屏金控小额贷款有限公司章程", true),
            ("松岭民政投资集团", "松岭殡葬服务有限公司章程", true),
            ("由青岚投资有限公司", "临江水务有限公司章程", true),
            ("强化公司", "临江水务有限公司章程", false),
            ("落实城建投资公司", "临江水务有限公司章程", true),
            ("强化集团", "临江水务集团有限公司章程", false),
            ("青岚集团", "青岚水务有限公司章程", true),
            ("青岚集团", "青岚水务集团有限公司章程", false),
            ("中共青岚水务集团有限公司", "青岚水务集团有限公司章程", false),
            ("青岚水务公司", "青岚水务有限公司章程", false),
            ("本公司", "青岚水务有限公司章程", false),
            ("重大事项由公司", "青岚水务有限公司章程", false),
            ("坚持集团", "青岚水务集团有限公司章程", false),
            ("公司", "青岚水务有限公司章程", false),
            ("，集团公司", "青岚水务有限公司章程", false),
        ];
        for (before, title, expected) in cases {
            assert_eq!(is_of_another(before, title), expected, "{before} in {title}");
        }
        assert!(super::names_a_company("青岚水务有限公司章程"));
        assert!(!super::names_a_company("公司章程"));
    }
}
