#include <doctest/doctest.h>

#include <sstream>

#include "tools/render/moment.hpp"
#include "tools/render/text.hpp"
#include "tools/render/text_page.hpp"

using namespace forloeb;

TEST_CASE("text: widths are columns, not bytes") {
    CHECK(text_width("") == 0);
    CHECK(text_width("abc") == 3);
    CHECK(text_width("æøå ÆØÅ") == 7);
    CHECK(text_width("e\xCC\x81") == 1);                 // e and a combining accent
    CHECK(text_width("\xE4\xB8\xAD\xE6\x96\x87") == 4);  // two wide characters
    CHECK(text_width("\xFF") == 1);
    CHECK(pad_right("æø", 4) == "æø  ");
    CHECK(pad_left("æø", 4) == "  æø");
    CHECK(pad_left("længere", 2) == "længere");
}

TEST_CASE("text: nothing that could drive a terminal gets through") {
    CHECK(printable("a\x1b[31mb") == "a [31mb");
    CHECK(printable("a\x07\x7f\tb") == "a   b");
    CHECK(printable("a\xC2\x9B"
                    "31mb") == "a 31mb");  // C1's own escape
    CHECK(printable("a\xE2\x80\xAE"
                    "b") == "a b");  // text turned round
    CHECK(printable("linje 1\nlinje 2") == "linje 1\nlinje 2");
    CHECK(printable("\xC3") == "\xEF\xBF\xBD");
    CHECK(printable("\xC0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD");  // overlong
    CHECK(printable("Blå bærgrød") == "Blå bærgrød");
}

TEST_CASE("text: lines break at spaces and only within words that are too long") {
    CHECK(wrap_text("", 10) == std::vector<std::string>{""});
    CHECK(wrap_text("et to tre fire", 7) == std::vector<std::string>{"et to", "tre", "fire"});
    CHECK(wrap_text("å å å å", 3) == std::vector<std::string>{"å å", "å å"});
    CHECK(wrap_text("abcdefgh ij", 4) == std::vector<std::string>{"abcd", "efgh", "ij"});
    CHECK(wrap_text("a\n\nb", 5) == std::vector<std::string>{"a", "", "b"});
}

TEST_CASE("page: a table lines up and gives up width where it may") {
    std::ostringstream out;
    TextPage page(out, {Language::da, 30, false});
    page.table({{"Part", false, true}, {"n", true}, {"Bemærkning", false, true}},
               {{"mor", "1", "træner dagligt med Karen og følger"}, {"boligforening", "12", ""}});
    CHECK(out.str() ==
          "Part            n  Bemærkning\n"
          "-------------  --  -----------\n"
          "mor             1  træner\n"
          "                   dagligt med\n"
          "                   Karen og\n"
          "                   følger\n"
          "boligforening  12\n");
}

TEST_CASE("page: colour only when asked for, and only around text") {
    std::ostringstream plain;
    TextPage(plain, {Language::da, 80, false}).title("Mål");
    CHECK(plain.str() == "Mål\n");
    std::ostringstream colored;
    TextPage(colored, {Language::da, 80, true}).title("Mål");
    CHECK(colored.str() == "\x1b[1mMål\x1b[0m\n");
}

TEST_CASE("moment: times are Danish time and no more precise than they were told") {
    const auto da = [](const char* text) { return moment_text(Language::da, *parse_when(text)); };
    const auto en = [](const char* text) { return moment_text(Language::en, *parse_when(text)); };
    CHECK(da("2025-10-02T10:00:00+02:00") == "2. okt. 2025 kl. 10.00");
    CHECK(da("2025-10-01T23:30:00Z") == "2. okt. 2025 kl. 01.30");
    CHECK(da("2025-12-24") == "24. dec. 2025");
    CHECK(da("2025-05") == "maj 2025");
    CHECK(da("") == "uoplyst");
    CHECK(en("2025-10-02T10:00:00+02:00") == "2 Oct 2025 10:00");
    CHECK(en("2025-05") == "May 2025");
    CHECK(days_text(Language::da, 0) == "i dag");
    CHECK(days_text(Language::da, 1) == "om 1 dag");
    CHECK(days_text(Language::da, -3) == "for 3 dage siden");
    CHECK(days_text(Language::en, -1) == "1 day ago");
}
