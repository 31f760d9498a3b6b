use super::*;

/// Each line of `marked` with ` | ` between the sentences that should be found.
#[track_caller]
fn check(marked: &str) {
    let text = marked.replace(" |", "").replace('|', "");
    let expected: Vec<_> = marked.split('|').map(str::trim).collect();
    let got: Vec<_> = sentences(&text).into_iter().map(|s| s.of(&text)).collect();
    assert_eq!(got, expected);
}

#[test]
fn plain_ends() {
    check("It rose. | It fell! | Did it? | Yes");
    check("It rose in 2010. | 20 firms fell.");
    check("Yahoo! is a firm. | It said \"Why?\" and left.");
}

#[test]
fn abbreviations_do_not_end() {
    check("Mr. Ren met Dr. Li, e.g. Smith et al. It rose.");
    check("See No. 5, p. 33, pp. 3-5, vol. II and fig. 2 of it. | Then cf. Smith v. Board.");
    check("He said no. | Then he left.");
    check("J. A. Smith and S. Lee wrote it. | The U.S. Congress passed it in the U.S. | The rest is known.");
    check("Huawei Inc. Chief Ren left Acme Inc. | It fell on Jan. 5 at 5 p.m. | The day was long.");
    check("Prices rose with the sun. | Prices fell.");
}

#[test]
fn numbers_do_not_end() {
    check("It grew 3.5% to $1.2 bn. | See example.com/a.b for v1.2.3 of it.");
    check("1. First he came, in 2010.");
}

#[test]
fn lower_case_goes_on() {
    check("It was approx. half. | \"Why?\" he asked. | (It is so.) | Then");
}

#[test]
fn ellipses() {
    check("He waited ... Then left. | He waited... | Then he left.");
    check("He waited [...] Then left . . . Ren knew.");
    check("It ended. . . . | Then it began.");
    check("等等…… | Then");
}

#[test]
fn closing_marks_belong_to_the_sentence() {
    check("“It is so.” | Then (as he said.) | ‘No.’ | **Bold.** | Plain.");
}

#[test]
fn chinese() {
    check("我们落后一代。|他说：“第一句。|第二句。”|真的吗？！|是的。");
    check("“我们落后一代。”任正非说。|「好。」|然后");
    check("营收达1.8亿元。[@ren2025] |然后");
}

#[test]
fn citations_follow() {
    check(
        "It rose. [@ren2025, p. 3] | Then it fell.[^1] | He said [@a]. | So. [see @b; -@c]. | End.¹ | Last",
    );
    check("It rose [@a, p. 3]. | In the U.S. [@b] it fell.");
    check("It rose. | [Note] It fell.");
}

#[test]
fn lines() {
    let text = "One line\r\ngoes on. Two\r\n\r\nHeading\n \t\nThree 👍. Four";
    let got: Vec<_> = sentences(text).into_iter().map(|s| s.of(text)).collect();
    assert_eq!(got, ["One line\r\ngoes on.", "Two", "Heading", "Three 👍.", "Four"]);
    assert_eq!(sentences(""), []);
    assert_eq!(sentences(" \r\n\r\n "), []);
}
