//! Directions go to the figure that they govern.

use super::check_all;

#[test]
fn rises_and_falls() {
    check_all(
        "
        Output rose 3.1 percent. => 3.1 percent = 3.1 percent Up
        Output rose by about 3 percent. => 3 percent = 3 percent About Up
        Output fell sharply by 3 percent. => 3 percent = 3 percent Down
        Output is down 4%. => 4% = 4 percent Down
        They cut their emissions by 30 percent. => 30 percent = 30 percent Down
        It was an increase of 3 tonnes. => 3 tonnes = 3000 kg Up
        A rise in exports of 5 percent followed. => 5 percent = 5 percent Up
        A 5 percent fall followed. => 5 percent = 5 percent Down
        Prices fell 5% in May and 6% in June. => 5% = 5 percent Down; May = -/5/-; 6% = 6 percent Down; June = -/6/-
        Prices are 5 percent higher. => 5 percent = 5 percent Up
        Growth slowed to 5 percent. => 5 percent = 5 percent Up
        It is growing at a rate of 5 percent. => 5 percent = 5 percent Up
        同比增长5.2%。 => 5.2% = 5.2 percent Up
        下降了约3个百分点。 => 3个百分点 = 3 percentagepoints About Down
        减少200吨。 => 200吨 = 200000 kg Down
        增幅为6%。 => 6% = 6 percent Up
        It takes 15 minutes now, fifty-four seconds more. => 15 minutes = 900 duration; fifty-four seconds = 54 duration Up
        He wrote three more. =>
        The number fell by three last year. => three = 3 number Down
        They burnt less often, by 27 percent. => 27 percent = 27 percent Down
        Losses were higher by 81 percent. => 81 percent = 81 percent Up
        The two are apart by 27 percent. => 27 percent = 27 percent By
        It was backed by 61 percent of them. => 61 percent = 61 percent
        Rents are held to 10 percent below the average. => 10 percent = 10 percent Down
        The lid is at 10 percent above the average. => 10 percent = 10 percent Up
        ",
    );
}

#[test]
fn levels() {
    check_all(
        "
        Output rose to 5 tonnes. => 5 tonnes = 5000 kg
        Prices went up from 5 to 7 yuan. => 5 = 5 CNY; 7 yuan = 7 CNY
        Sales fell from 3 billion yuan to 2 billion yuan. => 3 billion yuan = 3000000000 CNY; 2 billion yuan = 2000000000 CNY
        Exports were 55,431 tonnes, a fall of 6 percent. => 55,431 tonnes = 55431000 kg; 6 percent = 6 percent Down
        Its share fell by 3 points to 12 percent. => 3 = 3 percentagepoints Down; 12 percent = 12 percent
        They raised 5 million dollars. => 5 million dollars = 5000000 ?
        About 20 percent drop out of school. => 20 percent = 20 percent About
        增长到5%。 => 5% = 5 percent
        增加至200吨。 => 200吨 = 200000 kg
        出口21.5万吨，增长6.4%。 => 21.5万吨 = 215000000 kg; 6.4% = 6.4 percent Up
        ",
    );
}
