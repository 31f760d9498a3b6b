//! Numbers, scales, currencies and units.

use super::check_all;

#[test]
fn numerals() {
    check_all(
        "
        It employs 1,234 people. => 1,234 = 1234 of peopl
        It employs 1 234 people. => 1 234 = 1234 of peopl
        Lund 2,900 600 300 => 2,900 = 2900 number; 600 = 600 number; 300 = 300 number
        Revenue (million) 46 54 88 121 139 => 46 = 46 number; 54 = 54 number; 88 = 88 number; 121 = 121 number; 139 = 139 number
        It employs 1'234'567 people. => 1'234'567 = 1234567 of peopl
        It weighs 1,234.5 tonnes. => 1,234.5 tonnes = 1234500 kg
        About 180m people voted. => 180m = 180000000 of peopl About
        The tower is 180m tall. => 180m = 180 m
        三千五百人参加了会议。 => 三千五百 = 3500 of 人
        全国共有55家工厂。 => 55 = 55 of 工厂
        共有3万名员工。 => 3万 = 30000 of 人
        产量达到1亿2000万吨。 => 1亿2000万吨 = 120000000000 kg
        产量为二点五万吨。 => 二点五万吨 = 25000000 kg
        ",
    );
}

#[test]
fn number_words() {
    check_all(
        "
        Three hundred and twelve people died. => Three hundred and twelve = 312 of peopl
        Twenty-one firms failed. => Twenty-one = 21 of firm
        Two thousand three hundred homes burned. => Two thousand three hundred = 2300 of home
        About two million people fled. => two million = 2000000 of peopl About
        A dozen ships sank. => A dozen = 12 of ship
        It took a hundred days. => a hundred days = 8640000 duration
        Two-thirds of voters agreed. => Two-thirds = 66.66667 percent
        A third of the staff left. => A third = 33.33333 percent
        Half of them stayed. => Half = 50 percent
        Three quarters of the land is dry. => Three quarters = 75 percent
        One in five children is poor. => One in five = 20 percent
        Half a million people fled. => Half a million = 500000 of peopl
        A quarter of a million people fled. => A quarter of a million = 250000 of peopl
        It shrank from a quarter to a fifth. => a quarter = 25 percent; a fifth = 20 percent
        1 in 8 children reads. => 1 in 8 = 12.5 percent
        It lasted two and a half years. => two and a half years = 78894000 duration
        三分之一的企业倒闭。 => 三分之一 = 33.33333 percent
        一半的人同意。 => 一半 = 50 percent
        ",
    );
}

#[test]
fn money() {
    check_all(
        "
        They spent 180 billion yuan. => 180 billion yuan = 180000000000 CNY
        They spent 180bn yuan. => 180bn yuan = 180000000000 CNY
        They spent 180,000 million yuan. => 180,000 million yuan = 180000000000 CNY
        They spent US$1.8tn. => US$1.8tn = 1800000000000 USD
        They spent $5m. => $5m = 5000000 ?
        They spent 5 million dollars. => 5 million dollars = 5000000 ?
        They spent 5 million US dollars. => 5 million US dollars = 5000000 USD
        They spent €5 million. => €5 million = 5000000 EUR
        They spent £4.2m. => £4.2m = 4200000 GBP
        They spent RMB 300 million. => RMB 300 million = 300000000 CNY
        They spent 50 Australian dollars. => 50 Australian dollars = 50 AUD
        It costs $5-10 million. => $5-10 million = 5000000..10000000 ?
        研发投入1800亿元。 => 1800亿元 = 180000000000 CNY
        投资1.2万亿元人民币。 => 1.2万亿元人民币 = 1200000000000 CNY
        They spent 5 million pounds. => 5 million pounds = 5000000 GBP
        They won 30 billion won. => 30 billion won = 30000000000 KRW
        投资30亿美元。 => 30亿美元 = 3000000000 USD
        投资30亿欧元。 => 30亿欧元 = 3000000000 EUR
        ",
    );
}

#[test]
fn shares() {
    check_all(
        "
        It holds 31 percent. => 31 percent = 31 percent
        It holds 31 per cent. => 31 per cent = 31 percent
        It holds 31%. => 31% = 31 percent
        The gap is 3 percentage points. => 3 percentage points = 3 percentagepoints By
        The gap is 25 basis points. => 25 basis points = 0.25 percentagepoints By
        占百分之三十。 => 百分之三十 = 30 percent
        三成企业倒闭。 => 三成 = 30 percent
        ",
    );
}

#[test]
fn units() {
    check_all(
        "
        It is 12 km long. => 12 km = 12000 m
        It is 10 miles away. => 10 miles = 16093.44 m
        It covers 5 square kilometres. => 5 square kilometres = 5000000 m2
        It covers 5 km². => 5 km² = 5000000 m2
        It covers 5 km2. => 5 km2 = 5000000 m2
        It covers 5 hectares. => 5 hectares = 50000 m2
        It holds 3 million barrels. => 3 million barrels = 3000000 of barrel
        It made 5,000 MW. => 5,000 MW = 5000000000 W
        It used 300 GWh. => 300 GWh = 1080000000000000 J
        It is a 7nm chip. => 7nm = 0.000000007 m
        It has 16GB. => 16GB = 16000000000 B
        It weighs 100 pounds. => 100 pounds = 45.35924 kg
        It was 25 °C. => 25 °C = 25 °C
        It was 77 degrees Fahrenheit. => 77 degrees Fahrenheit = 25 °C
        It ran at 36 km/h. => 36 km/h = 10 m/s
        速度达到每小时36公里。 => 36公里 = 10 m/s
        全长12公里。 => 12公里 = 12000 m
        面积为5平方米。 => 5平方米 = 5 m2
        ",
    );
}

#[test]
fn durations_and_ages() {
    check_all(
        "
        It took 3 hours. => 3 hours = 10800 duration
        A 5-year plan was made. => 5-year = 157788000 duration
        It took two years. => two years = 63115200 duration
        He is 55 years old. => 55 years old = 55 age
        A 12-year-old boy fell. => 12-year-old = 12 age
        She, aged 34, won. => 34 = 34 age
        among those under 30, 71 percent => 30 = 30 age AtMost; 71 percent = 71 percent
        Larry, 33, is the older. => 33 = 33 age
        People of ages between 18 and 49 vote. => 18 and 49 = 18..49 age
        他今年55岁。 => 55岁 = 55 age
        用了3个月。 => 3个月 = 7889400 duration
        用了10天。 => 10天 = 864000 duration
        25年来发展很快。 => 25年 = 788940000 duration
        ",
    );
}

#[test]
fn ranges() {
    check_all(
        "
        It takes 5-10 days. => 5-10 days = 432000..864000 duration
        It takes 5 to 10 days. => 5 to 10 days = 432000..864000 duration
        It is between 5 and 10 percent. => 5 and 10 percent = 5..10 percent
        It hit 5 to 10 million people. => 5 to 10 million = 5000000..10000000 of peopl
        It sold for 1.5 to 2 million yuan. => 1.5 to 2 million yuan = 1500000..2000000 CNY
        It fell from 5 to 3 billion yuan. => 5 = 5000000000 CNY; 3 billion yuan = 3000000000 CNY
        需要5至10年。 => 5至10年 = 157788000..315576000 duration
        ",
    );
}

#[test]
fn bounds() {
    check_all(
        "
        Nearly 100 people came. => 100 = 100 of peopl JustUnder
        Some 400,000 people came. => 400,000 = 400000 of peopl About
        More than 50 firms failed. => 50 = 50 of firm AtLeast
        No more than 50 firms failed. => 50 = 50 of firm AtMost
        At least 50 firms failed. => 50 = 50 of firm AtLeast
        Up to 30 percent failed. => 30 percent = 30 percent AtMost
        Just over $5 million was lost. => $5 million = 5000000 ? JustOver
        It turned over 18 billion yuan. => 18 billion yuan = 18000000000 CNY
        The rate went up to 12.30 yuan. => 12.30 yuan = 12.3 CNY
        The range is wide, from 0.4 to 2.6 per cent. => 0.4 to 2.6 per cent = 0.4..2.6 percent
        It would have been 12 million yuan less in 2024. => 12 million yuan = 12000000 CNY Down; 2024 = 2024/-/-
        It lost 50 ships or more. => 50 = 50 of ship
        It held 50 percent or more. => 50 percent = 50 percent AtLeast
        约1800亿元。 => 1800亿元 = 180000000000 CNY About
        超过50家企业。 => 50 = 50 of 企业 AtLeast
        50多家公司。 => 50多 = 50 of 公司 AtLeast
        30%以上。 => 30% = 30 percent AtLeast
        30%左右。 => 30% = 30 percent About
        ",
    );
}

#[test]
fn multiples_and_ranks() {
    check_all(
        "
        It is twice as large. => twice = 2 factor
        Sales doubled. => doubled = 2 factor Up
        Sales more than doubled. => doubled = 2 factor AtLeast Up
        Sales tripled. => tripled = 3 factor Up
        Sales were halved. => halved = 50 percent Down
        It is 3 times as big. => 3 times = 3 factor
        They won 3 times. => 3 times = 3 of time
        A threefold increase came. => threefold = 3 factor Up
        It is the third largest. => third = #3
        It came 3rd. => 3rd = #3
        It is the twenty-first of its kind. => twenty-first = #21
        中国是第三大经济体。 => 第三 = #3
        It is the third-largest port. => third = #3
        产量增长了两倍。 => 两倍 = 3 factor Up
        ",
    );
}

#[test]
fn counts_that_stand_for_things_told_of_before() {
    check_all(
        "
        Four of them were fined. => Four = 4 number
        It was good in seven. => seven = 7 number
        It passed by six to three. => six = 6 number; three = 3 number
        The two of them agreed. =>
        He was one of those. =>
        Migrants number 9.83 million. => 9.83 million = 9830000 number
        They turned down 5 percent of bids. => 5 percent = 5 percent
        ",
    );
}

#[test]
fn limits_of_age_beside_shares() {
    check_all(
        "
        More than one in five nurses are under 35, and 29 percent are at least 55. => one in five = 20 percent AtLeast; 35 = 35 number AtMost; 29 percent = 29 percent; 55 = 55 number AtLeast
        It fell from 2.79 to 1.42 million tonnes. => 2.79 = 2790000000 kg; 1.42 million tonnes = 1420000000 kg
        ",
    );
}
