package sheet

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"footnote/internal/doctest"
	"footnote/internal/samples"
)

const (
	sharedStrings = `<sst><si><t>螺栓</t></si><si><r><t>不銹</t></r><r><t xml:space="preserve">鋼
</t></r><r><t>螺帽</t></r><rPh sb="0" eb="1"><t>ブシュウ</t></rPh></si></sst>`
	styleSheet = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="#,##0&quot; 盒&quot;"/></numFmts>` +
		`<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="10"/></cellXfs></styleSheet>`
)

func TestXLSX(t *testing.T) {
	rows := func(xml string) string { return "<worksheet><sheetData>" + xml + "</sheetData></worksheet>" }
	for _, c := range []struct{ name, sheet, want string }{
		{"texts and numbers", rows(`<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"><v>400</v></c><c r="C2" t="str"><f>A1</f><v>盒</v></c></row>`), "2: 螺栓 | 400 | 盒"},
		{"rich text in one line, without its pronunciation", rows(`<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="b"><v>1</v></c><c r="C1" t="e"><v>#N/A</v></c></row>`), "1: 不銹鋼螺帽 | TRUE | #N/A"},
		{"shown as people see it", rows(`<row r="1"><c r="A1" s="1"><v>45413</v></c><c r="B1" s="2"><v>12000</v></c><c r="C1" s="3"><v>0.35</v></c><c r="D1"><v>0.30000000000000004</v></c></row>`), "1: 2024年5月1日 | 12,000 盒 | 35.00% | 0.3"},
		{"empty cells keep their place", rows(`<row r="1">` + inline("A1", "項") + inline("C1", "甲") + inline("D1", "乙") + inline("F1", "丙") + `</row><row r="4">` + inline("C4", "1") + inline("F4", "3") + "</row>"), "1: 項 | 甲 | 乙 | 丙\n4:  | 1 |  | 3"},
		{"merged cells count for each row", `<worksheet><sheetData><row r="1">` + inline("A1", "北區") + inline("B1", "甲") + `</row><row r="2">` + inline("B2", "乙") + `</row><row r="3">` + inline("B3", "丙") + `</row></sheetData><mergeCells><mergeCell ref="A1:A2"/></mergeCells></worksheet>`, "1: 北區 | 甲\n2: 北區 | 乙\n3:  | 丙"},
		{"and for each column that is used, beside others", `<worksheet><sheetData><row r="1">` + inline("A1", "庫存表") + `</row><row r="2">` + inline("A2", "品項") + inline("B2", "數量") + `</row><row r="3">` + inline("B3", "大") + inline("C3", "小") + `</row></sheetData><mergeCells><mergeCell ref="A1:D1"/><mergeCell ref="A2:A3"/><mergeCell ref="B2:E2"/></mergeCells></worksheet>`, "1: 庫存表\n2: 品項 | 數量 | 數量\n3: 品項 | 大 | 小"},
		{"without references", rows(`<row><c t="inlineStr"><is><t>甲</t></is></c><c><v>1</v></c></row><row><c><v>2</v></c></row>`), "1: 甲 | 1\n2: 2"},
		{"rows in another order", rows(`<row r="2"><c r="A2"><v>2</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>`), "1: 1\n2: 2"},
		{"hidden", `<worksheet><cols><col min="2" max="2" hidden="1"/></cols><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>9</v></c></row><row r="2" hidden="1"><c r="A2"><v>2</v></c></row></sheetData></worksheet>`, "1: 1"},
		{"hidden from nowhere on", `<worksheet><cols><col min="-9000000000000" max="1" hidden="1"/></cols><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>9</v></c></row></sheetData></worksheet>`, "1: 9"},
		{"hidden by a filter", `<worksheet><sheetPr filterMode="1"/><sheetData><row r="1" hidden="true"><c r="A1"><v>1</v></c></row></sheetData></worksheet>`, "1: 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := parse(t, workbookOf(oneSheet, sharedStrings, styleSheet, c.sheet, ""))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, lines(d)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// Several sheets stand under their names, hidden ones and empty ones do not.
func TestSheets(t *testing.T) {
	book := `<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="庫存" state="visible" r:id="r1"/><sheet name="密" state="veryHidden" r:id="r1"/><sheet name="空" r:id="r9"/><sheet name="單價 2" r:id="r2"/></sheets></workbook>`
	sheet := func(xml string) string { return "<sheetData>" + xml + "</sheetData>" }
	d, err := parse(t, workbookOf(book, "", styleSheet, sheet(`<row><c><v>1</v></c></row>`), sheet(`<row><c s="1"><v>43951</v></c></row>`)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff("# 庫存\n1: 1\n# 單價 2\n1: 2024年5月1日", lines(d)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A program that computes nothing saves formulas without their values: that is said.
func TestFormulasWithoutValues(t *testing.T) {
	d, err := parse(t, workbookOf(oneSheet, "", "", `<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f><v></v></c><c r="C1"><f>A1</f></c><c r="D1"><f>A1</f><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row></sheetData>`, ""))
	if err != nil || lines(d) != "1: 1 | 1\n2: 2" || !strings.HasPrefix(d.Blocks[0].Warning, "cells with a formula whose value was not saved: 2;") || d.Blocks[1].Warning != "" {
		t.Errorf("%q, %+v, %v", lines(d), d.Blocks, err)
	}
}

// A few bytes that stand for a long text again and again, rows and columns far
// apart, areas over everything: an error, and soon.
func TestHostileWorkbooks(t *testing.T) {
	long := "<sst><si><t>" + strings.Repeat("長", 100_000) + "</t></si></sst>"
	many := strings.Repeat(`<row><c t="s"><v>0</v></c></row>`, 1000)
	wide := strings.Repeat(`<row><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>`, 1000)
	full := `<row r="1">` + strings.Repeat(`<c><v>1</v></c>`, maxColumn) + `</row>`
	for name, c := range map[string]struct{ shared, sheet, want string }{
		"one text again and again": {long, "<sheetData>" + many + "</sheetData>", "million cells or"},
		"cells far apart":          {"", "<sheetData>" + full + wide + "</sheetData>", "million cells or"},
		"nothing in it":            {"", "<sheetData/>", "without any text"},
		"a text that is not there": {"", `<sheetData><row><c t="s"><v>-1</v></c><c t="s"><v>99999999999999999999</v></c></row></sheetData>`, "without any text"},
		"not well formed":          {"", "<sheetData><row>", "not well formed"},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := parse(t, workbookOf(oneSheet, c.shared, "", c.sheet, ""))
			doctest.Check(t, d, err)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%d blocks, %v", len(d.Blocks), err)
			}
		})
	}
	areas := strings.Repeat(`<mergeCell ref="A1:A1048576"/>`, 10_000)
	rows := strings.Repeat(`<row><c><v>1</v></c></row>`, 1000)
	_, err := parse(t, workbookOf(oneSheet, "", "", "<sheetData>"+rows+"</sheetData><mergeCells>"+areas+"</mergeCells>", ""))
	if err == nil || !strings.Contains(err.Error(), "million cells") {
		t.Errorf("areas over everything: %v", err)
	}
	areas = strings.Repeat(`<mergeCell ref="A1:XFD1"/>`, 10_000)
	_, err = parse(t, workbookOf(oneSheet, "", "", "<sheetData>"+full+"</sheetData><mergeCells>"+areas+"</mergeCells>", ""))
	if err == nil || !strings.Contains(err.Error(), "million cells") {
		t.Errorf("one area again and again: %v", err)
	}
}

func TestNumberFormats(t *testing.T) {
	for _, c := range []struct{ code, value, want string }{
		{"General", "1234567.5", "1234567.5"}, {"", "1E+20", "1E+20"}, {"General", "-0.1", "-0.1"}, {"@", "12", "12"},
		{"0", "3.6", "4"}, {"0.00", "3.14159", "3.14"}, {"#,##0", "1234567", "1,234,567"}, {"#,##0.00;[Red]-#,##0.00", "-1234.5", "-1,234.50"}, {"0.##", "2.5", "2.5"}, {"0.##", "2", "2"},
		{"0%", "0.356", "36%"}, {"0.0%", "0.356", "35.6%"}, {`"約"0"噸"`, "12", "約12噸"}, {`[$¥-804]#,##0.00`, "1200", "¥1,200.00"}, {`#,##0,"千"`, "35000", "35千"}, {`\$0`, "5", "$5"},
		{"yyyy-mm-dd", "45413", "2024-05-01"}, {"m/d/yy h:mm", "45413.5", "2024-05-01 12:00"}, {"h:mm:ss", "0.75", "18:00:00"}, {"[h]:mm", "1.5", "36:00:00"}, {"mm:ss", "0.5", "12:00:00"},
		{`yyyy"年"m"月"`, "45413", "2024年5月"}, {`m"月"d"日"`, "45413", "5月1日"}, {"mmm yyyy", "45413", "2024-05"}, {"yyyy-mm-dd", "1", "1900-01-01"}, {"yyyy-mm-dd", "61", "1900-03-01"},
		{"yyyy-mm-dd", "-3", "-3"}, {"yyyy-mm-dd", "1e300", "1e300"}, {"0.00E+00", "12345", "12345"}, {"0", "x", "x"}, {`"`, "1", "1"}, {`[`, "1", "1"}, {`\`, "1", "1"}, {"0.000000000000000000000000000000000000000000", "1", "1." + strings.Repeat("0", 30)},
	} {
		if got := newFormat(c.code).show(c.value, 0); got != c.want {
			t.Errorf("%s as %s is %q, want %q", c.value, c.code, got, c.want)
		}
	}
}

func FuzzFormat(f *testing.F) {
	f.Add(`yyyy"年"m"月"`, "45413.5")
	f.Add(`[$¥-804]#,##0.0?;[Red]\-0`, "-1")
	f.Fuzz(func(t *testing.T, code, value string) { newFormat(code).show(value, 0) })
}

// The parts are fuzzed rather than the archive, which hides them from the fuzzer.
func FuzzXLSX(f *testing.F) {
	f.Add(oneSheet, sharedStrings, styleSheet, `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c s="1"><v>45000</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B9"/></mergeCells></worksheet>`)
	f.Add(oneSheet, "<sst><si><rPh>", `<numFmt numFmtId="1" formatCode="&quot;"/><cellXfs><xf numFmtId="1"/>`, `<col min="-5" max="9999999999" hidden="1"/><row r="-1"><c r="ZZZZ9"/></row>`)
	f.Fuzz(func(t *testing.T, book, shared, styles, sheet string) {
		d, err := parse(t, samples.Zip("[Content_Types].xml", "", "xl/workbook.xml", book, "xl/_rels/workbook.xml.rels", workbookRelations, "xl/sharedStrings.xml", shared, "xl/styles.xml", styles, "xl/worksheets/sheet1.xml", sheet))
		doctest.Check(t, d, err)
	})
}
