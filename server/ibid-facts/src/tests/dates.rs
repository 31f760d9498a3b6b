//! Dates and periods.

use super::check_all;

#[test]
fn full_and_partial_dates() {
    check_all(
        "
        On June 10, 2025 it rained. => June 10, 2025 = 2025/6/10
        On 10 June 2025 it rained. => 10 June 2025 = 2025/6/10
        On the 10th of June 2025 it rained. => 10th of June 2025 = 2025/6/10
        On 2025-06-10 it rained. => 2025-06-10 = 2025/6/10
        On 10.06.2025 it rained. => 10.06.2025 = 2025/6/10
        In June 2025 it rained. => June 2025 = 2025/6/-
        In June it rained. => June = -/6/-
        On May 4th it rained. => May 4th = -/5/4
        On Sept. 4, 2020, it rained. => Sept. 4, 2020 = 2020/9/4
        On June 10-12, 2025 it rained. => June 10-12, 2025 = 2025/6/10 until 2025/6/12
        In June 20 people died. => June = -/6/-; 20 = 20 of peopl
        2025年6月10日开始。 => 2025年6月10日 = 2025/6/10
        6月10日开始。 => 6月10日 = -/6/10
        2025年6月开始。 => 2025年6月 = 2025/6/-
        二〇二五年开始。 => 二〇二五年 = 2025/-/-
        ",
    );
}

#[test]
fn years_only_where_words_say_so() {
    check_all(
        "
        It began in 2019. => 2019 = 2019/-/-
        Its 2019 revenue fell. => 2019 = 2019/-/-
        The company's 2019 report is out. => 2019 = 2019/-/-
        By 2030 emissions stop. => 2030 = 2030/-/-
        Founded 1987, it grew. => 1987 = 1987/-/-
        The 2008 Olympics were in Beijing. => 2008 = 2008/-/-
        It was painted before 1440. => 1440 = 1440/-/-
        Rio 2016 was fun. => 2016 = 2016/-/-
        There were 2,019 units. => 2,019 = 2019 of unit
        There were 2019 units. => 2019 = 2019 of unit
        It sold 2019 tonnes. => 2019 tonnes = 2019000 kg
        It paid 2000 yuan. => 2000 yuan = 2000 CNY
        It has about 2000 staff. => 2000 = 2000 of staff About
        共有2000家企业。 => 2000 = 2000 of 企业
        ",
    );
}

#[test]
fn periods() {
    check_all(
        "
        In the 1940s it began. => 1940s = 1940/-/- Decade
        In the 19th century it began. => 19th century = 1801/-/- Century
        The 18th and 19th centuries passed. => 18th = 1701/-/- Century; 19th centuries = 1801/-/- Century
        二十一世纪开始。 => 二十一世纪 = 2001/-/- Century
        The first-quarter loss shrank. => first-quarter = -/-/- Quarter(1)
        In the twentieth century it began. => twentieth century = 1901/-/- Century
        In Q1 2024 it fell. => Q1 2024 = 2024/-/- Quarter(1)
        In the first quarter of 2024 it fell. => first quarter of 2024 = 2024/-/- Quarter(1)
        In the 3rd quarter of 2024 it fell. => 3rd quarter of 2024 = 2024/-/- Quarter(3)
        In the second half of 2024 it fell. => second half of 2024 = 2024/-/- Half(2)
        In summer 2019 it fell. => summer 2019 = 2019/-/- Season(1)
        2024年第一季度下降。 => 2024年第一季度 = 2024/-/- Quarter(1)
        2024年上半年下降。 => 2024年上半年 = 2024/-/- Half(1)
        上世纪四十年代开始。 => 上世纪四十年代 = 1940/-/- Decade
        20世纪40年代开始。 => 20世纪40年代 = 1940/-/- Decade
        In the 90s it began. => 90s = 1990/-/- Decade
        九十年代开始。 => 九十年代 = 1990/-/- Decade
        19世纪开始。 => 19世纪 = 1801/-/- Century
        ",
    );
}

#[test]
fn ranges_of_years() {
    check_all(
        "
        From 2019 to 2022 it grew. => 2019 to 2022 = 2019/-/- until 2022/-/-
        In 2019–22 it grew. => 2019–22 = 2019/-/- until 2022/-/-
        The war (1939-1945) ended. => 1939-1945 = 1939/-/- until 1945/-/-
        Between 2019 and 2022 it grew. => 2019 and 2022 = 2019/-/- until 2022/-/-
        From January to March 2024 it grew. => January to March 2024 = 2024/1/- until 2024/3/-
        Between January and March it grew. => January and March = -/1/- until -/3/-
        会议于3月5日至11日举行。 => 3月5日至11日 = -/3/5 until -/3/11
        2024年1月至3月增长。 => 2024年1月至3月 = 2024/1/- until 2024/3/-
        2019年至2022年增长。 => 2019年至2022年 = 2019/-/- until 2022/-/-
        2019—2022年增长。 => 2019—2022年 = 2019/-/- until 2022/-/-
        ",
    );
}
