#include "support/public_words.h"

static struct public_word words[] = {
    {"title", {"Informacion", "Information", "Πληροφορίες"}, true},
    {"lead", {"Kjo faqe ndihmon.", "This page helps.", "Αυτή η σελίδα βοηθά."}, false},
    {"rights.payment.amount",
     {"[[amount]] lekë në muaj.", "[[amount]] lekë a month.", "[[amount]] λεκ τον μήνα."},
     false},
    {"own.title", {"", "", ""}, false},
    {"own.text", {"", "", ""}, false},
    {"laws.version",
     {"Versioni [[version]], [[approved]].", "Version [[version]], [[approved]].",
      "[[version]] [[approved]]"},
     true},
    {"laws.draft", {"Nuk është botuar.", "Not published.", "Δεν δημοσιεύτηκε."}, true},
};

const struct public_source PUBLIC_WORDS = {
    .page =
        "<title>{{title}}</title>[[?draft]]<b>{{laws.draft}}</b>[[/draft]]<a href=\"[[leave]]\">x</a>"
        "<p>{{lead}}</p>[[?phone]]<p>T [[phone]]</p>[[/phone]][[?line]]<p>L [[line]]</p>[[/line]]"
        "[[?amount]]<p>{{rights.payment.amount}}</p>[[/amount]][[?points]]<pre>[[points]]</pre>[[/points]]"
        "[[?own]]<h2>{{own.title}}</h2><p>{{own.text}}</p>[[/own]]<p>[[on]]</p>"
        "[[?version]]<p>{{laws.version}}</p>[[/version]]",
    .css = "p{}",
    .leave = "'use strict';",
    .words = words,
    .word_count = sizeof words / sizeof words[0],
};
