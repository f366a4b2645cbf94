package html

import "testing"

func TestTitle(t *testing.T) {
	linked := func(text string) string { return `<script type="application/ld+json">` + text + `</script>` }
	for name, c := range map[string]struct{ head, body, want string }{
		"the first h1 is a logo":          {`<title>題目_本地_晚報</title>`, `<h1 class="logo">晚報</h1><h2>題目</h2>`, "題目"},
		"a logo without a name":           {`<title>題目 | 晚報</title>`, `<h1><a href="/">晚報</a></h1><h2>題目</h2>`, "題目"},
		"a logo, and no other heading":    {`<title>題目 - 晚報</title>`, `<h1 id="site-title">晚報</h1>`, "題目"},
		"the site says its name":          {`<title>晚報：題目</title><meta property="og:site_name" content="晚報">`, `<h1>晚報</h1>`, "題目"},
		"the site first":                  {`<title>晚報 - 題目</title>`, `<h1>題目</h1>`, "題目"},
		"an h1 with more than the title":  {`<title>題目</title>`, `<h1>題目與副題</h1>`, "題目"},
		"a heading that the title has in": {`<title>關於題目的話 - 晚報</title>`, `<h1>題目</h1>`, "題目"},
		"a list of headlines":             {`<title>x</title>` + linked(`{"headline":["題目","副題"]}`), ``, "題目"},
		"CDATA":                           {`<title>x</title>` + linked("\n//<![CDATA[\n{\"headline\":\"題目\"}\n//]]>\n"), ``, "題目"},
		"CDATA in a comment":              {`<title>x</title>` + linked("/*<![CDATA[*/ {\"headline\":\"題目\"} /*]]>*/"), ``, "題目"},
		"a comment":                       {`<title>x</title>` + linked(`<!-- {"headline":"題目"} -->`), ``, "題目"},
		"a line break in a string":        {`<title>x</title>` + linked("{\"headline\":\"題目\",\"description\":\"甲\n乙\"}"), ``, "題目"},
		"other articles first":            {`<title>題目 - 晚報</title>` + linked(`[{"headline":"別的"},{"headline":"題目"}]`), ``, "題目"},
		"other articles only":             {`<title>題目</title>` + linked(`[{"headline":"別的"},{"headline":"另外的"}]`), ``, "題目"},
		"other articles in two pieces":    {`<title>題目</title>` + linked(`{"headline":"別的"}`) + linked(`{"headline":"題目"}`), ``, "題目"},
		"a type with a capital":           {`<title>x</title><script type="Application/LD+JSON">{"headline":"題目"}</script>`, ``, "題目"},
	} {
		d, _ := parse(t, sitePage(c.head, c.body, ""))
		if d.Title != c.want {
			t.Errorf("%s: %q, want %q", name, d.Title, c.want)
		}
	}
}

// What stands where an author is expected may be a date, or have one behind it.
func TestAuthor(t *testing.T) {
	for written, want := range map[string]string{
		"王某": "王某", "2024-05-01": "", "發布於 2024年5月1日": "", "王某 2024/05/01 10:00": "王某", "王某｜2024.5.1": "王某", "May 5, 2024": "",
		"Jane Roe, May 5, 2024": "Jane Roe", "Jane Roe on 5 May 2024": "Jane Roe", "Published: 05/05/2024": "", "Michel 2024-05-01": "Michel", "12:30": "",
		"https://x.example/a": "", "1024": "", "May Roe": "May Roe", "R2D2": "R2D2", "Marc Mars 3": "Marc Mars 3", "文 2024-05-01": "文", "Updated May 5th, 2024": "",
	} {
		for _, head := range []string{`<meta name="author" content="` + written + `">`, `<script type="application/ld+json">{"headline":"x","author":{"name":"` + written + `"}}</script>`} {
			d, _ := parse(t, sitePage(head, "", ""))
			if d.Author != want {
				t.Errorf("%q: %q, want %q", written, d.Author, want)
			}
		}
	}
}
