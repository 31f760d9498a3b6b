use expect_test::{Expect, expect};

#[track_caller]
fn markdown(source: &str, expected: Expect) {
    expected.assert_eq(&crate::read("a.md", source.as_bytes()));
}

#[track_caller]
fn html(body: &str, expected: Expect) {
    expected.assert_eq(&crate::read("a.html", format!("<body>{body}</body>").as_bytes()));
}

#[test]
fn each_cell_is_told_with_its_header_and_unit() {
    markdown(
        "\
# Deliveries

Table 1. Deliveries, thousands of units

| Vendor | Home | 2023 | Q1 2024 | Change, % | Memory, GB | Bandwidth, TB/s | Revenue, US$ million | Price (USD per kg) | Area (hectares) | List price, US$ |
|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
| Arkwell | **Norway** | 320 | 92* | +50.0 | 64 | 3.3 | 8,150 | 0.74 | 9,400 | 28,500 |
| Corvell | Peru | – | 1,204 | −25.7 | n/a | .. | (1,200) | | 12–15 | -3 |

After.
",
        expect![[r#"
            ‹title Deliveries›
            ‹#›‹1›Deliveries

            ‹3›Table 1. Deliveries, thousands of units

            ‹5›Vendor Home 2023 Q1 2024 Change, % Memory, GB Bandwidth, TB/s Revenue, US$ million Price (USD per kg) Area (hectares) List price, US$

            ‹7›Arkwell; Home: Norway; 2023: 320 thousand; Q1 2024: 92 thousand; Change: +50.0%; Memory: 64 GB; Bandwidth: 3.3 TB/s; Revenue: US$8,150 million; Price: USD 0.74 per kg; Area: 9,400 hectares; List price: US$28,500

            ‹8›Corvell; Home: Peru; Q1 2024: 1,204 thousand; Change: −25.7%; Revenue: (1,200); Area: 12–15 hectares; List price: -US$3

            ‹10›After.
        "#]],
    );
}

#[test]
fn a_header_keeps_what_is_no_unit() {
    markdown(
        "\
Everything, by port

| Port | Ships (total) | Quay, new | Debt (% of revenue) | Share (percent) | Rate (per 1,000) | % change | Group (A) | Waiting (days) | Power price, SEK thousand |
|---|---|---|---|---|---|---|---|---|---|
| Selk | 12 | 3 | 61.2 | 8 | 5.1 | 4 | 7 | 2 | 5 |
",
        expect![[r#"
            ‹1›Everything, by port

            ‹3›Port Ships (total) Quay, new Debt (% of revenue) Share (percent) Rate (per 1,000) % change Group (A) Waiting (days) Power price, SEK thousand

            ‹5›Selk; Ships (total): 12; Quay, new: 3; Debt (% of revenue): 61.2%; Share: 8%; Rate (per 1,000): 5.1; % change: 4%; Group (A): 7; Waiting: 2 days; Power price: SEK 5 thousand
        "#]],
    );
}

#[test]
fn a_caption_gives_the_unit_of_amounts_alone() {
    markdown(
        "\
Table 2. Exports by good (million crowns) and share of exports (%)

| Rank | Good | Since | 2023 | 2024 | Share 2024 | Exports to Peru | Weight, kt CO2 |
|---|---|---|---|---|---|---|---|
| 1 | Cod | 1998 | 320 | 2,011 | 12.5 | 3 | 4 |

## Imports, 2020–2024, thousands of tonnes

| Good | 2023 | Growth | Index (2015 = 100) | Year |
|---|---|---|---|---|
| Coal | 2024 | 5 | 103 | 7 |
| Exports | | | |
| Salt | 5 | 7 | 99 |

Borrowing (per cent; mean debt of borrowers in thalers)

| Fifth | Borrowers, % | Debt |
|---|---|---|
| Lowest | 71 | 12,640 |

In the year 2020, millions of ships came.

| Good | Ships |
|---|---|
| Coal | 5 |
",
        expect![[r#"
            ‹title Imports, 2020–2024, thousands of tonnes›
            ‹1›Table 2. Exports by good (million crowns) and share of exports (%)

            ‹3›Rank Good Since 2023 2024 Share 2024 Exports to Peru Weight, kt CO2

            ‹5›1; Good: Cod; Since: 1998; 2023: 320 million crowns; 2024: 2,011 million crowns; Share 2024: 12.5%; Exports to Peru: 3 million crowns; Weight: 4 kt CO2

            ‹##›‹7›Imports, 2020–2024, thousands of tonnes

            ‹9›Good 2023 Growth Index (2015 = 100) Year

            ‹11›Coal; 2023: 2024 thousand tonnes; Growth: 5; Index (2015 = 100): 103; Year: 7 thousand tonnes

            ‹12›Exports

            ‹13›Salt; 2023: 5 thousand tonnes; Growth: 7; Index (2015 = 100): 99

            ‹15›Borrowing (per cent; mean debt of borrowers in thalers)

            ‹17›Fifth Borrowers, % Debt

            ‹19›Lowest; Borrowers: 71%; Debt: 12,640

            ‹21›In the year 2020, millions of ships came.

            ‹23›Good Ships

            ‹25›Coal; Ships: 5
        "#]],
    );
}

#[test]
fn a_table_right_below_its_caption_and_one_without_header() {
    markdown(
        "\
Table 3. Fares, €
| Line | Fare |
|---|---|
| East | 3 |

| East | 3.5 |
|---|---|
| West | 4 |

| | |
|---|---|
| Pier | Four |

| Only |
|---|
| 5 |
",
        expect![[r#"
            ‹1›Table 3. Fares, €

            ‹2›Line Fare

            ‹4›East; Fare: €3

            ‹6›East 3.5

            ‹8›West 4

            ‹12›Pier Four

            ‹14›Only

            ‹16›5
        "#]],
    );
}

#[test]
fn chinese_rows_take_the_unit_from_its_column() {
    markdown(
        "\
表1 主要产品产量

| 指标 | 单位 | 绝对数 | 比上年增长（%） |
|:--|:--|--:|--:|
| 新能源汽车 | 万辆 | 79.6 | 58.4 |
| 发电量 | 亿千瓦时 | 1642.3 | -5.3 |
| 船员 | 人 | 12 | |

单位：亿元

| 港口(区) | 2023年 | 进口额(万美元) | 增速 |
|:--|--:|--:|--:|
| 东港 | 9874.2 | 5.9 | 3 |
",
        expect![[r#"
            ‹1›表1 主要产品产量

            ‹3›指标 单位 绝对数 比上年增长（%）

            ‹5›新能源汽车；绝对数：79.6万辆；比上年增长：58.4%

            ‹6›发电量；绝对数：1642.3亿千瓦时；比上年增长：-5.3%

            ‹7›船员；绝对数：12人

            ‹9›单位：亿元

            ‹11›港口(区) 2023年 进口额(万美元) 增速

            ‹13›东港；2023年：9874.2亿元；进口额：5.9万美元；增速：3
        "#]],
    );
}

#[test]
fn headers_of_several_rows_are_joined() {
    html(
        r#"<p>Before.</p><table><caption>Table 1. Trade by good (US$ million)</caption>
<thead><tr><th rowspan="2">Region</th><th rowspan=2>Good</th><th colspan="2">Exports</th><th>Imports</th></tr>
<tr><th>2023</th><th>2024</th><th>Change, %</th></tr></thead>
<tbody><tr><th rowspan="2">North</th><td>Cod</td><td>320</td><td>480<sup>a</sup></td><td>&minus;25.7</td></tr>
<tr><td>Coal</td><td colspan="2">5</td><td>+3</td></tr>
<tr><th colspan="5">South</th></tr>
<tr><td>All</td><td></td><td>&ndash;</td><td>7<br></td><td>1</td></tr></tbody>
<tfoot><tr><td colspan="5">Source: the port.</td></tr></tfoot></table><p>After.</p>"#,
        expect![[r#"
            Before.

            Table 1. Trade by good (US$ million)

            Region Good Exports Imports

            2023 2024 Change, %

            North; Good: Cod; Exports 2023: US$320 million; Exports 2024: US$480 million; Imports Change: −25.7%

            North; Good: Coal; Exports 2023: US$5 million; Exports 2024: US$5 million; Imports Change: +3%

            South

            All; Exports 2024: US$7 million; Imports Change: 1%

            Source: the port.

            After.
        "#]],
    );
}

#[test]
fn chinese_tables_of_pages_and_titles_inside_them() {
    html(
        r#"<table><tr><th colspan="3">表2 港口收支（亿元）</th></tr>
<tr><td></td><th>收入</th><th>增速（%）</th></tr>
<tr><td>东港</td><td>12.5</td><td>3.1</td></tr>
<tr><th>港口</th><th>支出（万元）</th><th>占比（％）</th></tr>
<tr><td>西港</td><td>8</td><td>40</td></tr></table>"#,
        expect![[r#"
            表2 港口收支（亿元）

            收入 增速（%）

            东港；收入：12.5亿元；增速：3.1%

            港口 支出（万元） 占比（％）

            西港；支出：8万元；占比：40%
        "#]],
    );
}

#[test]
fn the_label_of_a_row_gives_a_unit() {
    html(
        r#"<table><caption>Table A. Projected changes</caption><tr><th>Indicator</th><th>2050s, lower</th><th>2080s</th></tr>
<tr><td>Mean temperature (&deg;C)</td><td>+1.0</td><td>+1.4</td></tr>
<tr><td>Summer rainfall (%)</td><td>&minus;10</td><td>&minus;14</td></tr>
<tr><td>Days of frost (a year)</td><td>17</td><td>21</td></tr></table>"#,
        expect![[r#"
            Table A. Projected changes

            Indicator 2050s, lower 2080s

            Mean temperature (°C); 2050s, lower: +1.0 °C; 2080s: +1.4 °C

            Summer rainfall (%); 2050s, lower: −10%; 2080s: −14%

            Days of frost (a year); 2050s, lower: 17; 2080s: 21
        "#]],
    );
}

#[test]
fn tables_that_lay_out_a_page_or_have_no_header_stay() {
    html(
        r#"<table><tr><th>Menu</th><th>News</th></tr><tr><td><p>One.</p><p>Two.</p></td><td>3</td></tr></table>
<table><tr><th>Outer</th><th>Table</th></tr><tr><td><table><tr><td>In</td><td>4</td></tr></table></td><td>3</td></tr></table>
<table><tr><td>East</td><td>320</td></tr><tr><td>West</td><td>92</td></tr></table>
<table role="presentation"><tr><th>Line</th><th>Fare</th></tr><tr><td>East</td><td>3</td></tr></table>
<table><tr><th>Ferries</th></tr><tr><td>East</td></tr></table>"#,
        expect![[r#"
            Menu News

            One.

            Two.

            3

            Outer Table

            In 4

            3

            East 320

            West 92

            Line Fare

            East 3

            Ferries

            East
        "#]],
    );
}

#[test]
fn tables_without_end_are_read() {
    let wide = r#"<table><tr><th colspan="4000000000">A</th><th>B</th></tr><tr><td rowspan=99999999>1</td></tr></table>"#;
    assert_eq!(crate::read("a.html", wide.as_bytes()), "A B\n\n1\n");
    let spanned =
        r#"<table><tr><th>A</th><th colspan="40000">B</th></tr><tr><td rowspan=999999>1</td></tr></table>"#;
    assert_eq!(crate::read("a.html", spanned.as_bytes()), "A B\n\n1\n");
    let reaching = format!(
        "<table><tr><th>A</th><th colspan=99>B</th></tr><tr><td rowspan=9999>1</td>{}</tr>{}</table>",
        format!("<td rowspan=9999>{}</td>", "x".repeat(199)).repeat(99),
        "<tr></tr>".repeat(2000),
    );
    assert!(crate::read("a.html", reaching.as_bytes()).len() < 50_000);
    let nested = format!("{}deep{}", "<table><tr><td>".repeat(500), "</table>".repeat(500));
    assert_eq!(crate::read("a.html", nested.as_bytes()), "deep\n");
    let row = "<tr><td>East</td><td>3</td></tr>";
    let long = format!("<table><tr><th>Line</th><th>Fare, $</th></tr>{}</table>", row.repeat(20_000));
    assert_eq!(crate::read("a.html", long.as_bytes()).matches("East; Fare: $3").count(), 20_000);
}
