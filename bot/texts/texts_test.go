package texts_test

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"testing"

	"footnote/bot/texts"
	"footnote/rag/lexical"
)

var verbs = regexp.MustCompile(`%[a-z]`)

// Every text is there in each language, and is filled in with the same things.
func TestEveryLanguage(t *testing.T) {
	english := map[string]string{}
	flatten("", reflect.ValueOf(*texts.ForLanguage(lexical.English)), english)
	if len(english) < 100 {
		t.Fatalf("only %d texts", len(english))
	}
	for _, l := range []lexical.Language{lexical.Traditional, lexical.Simplified} {
		other := map[string]string{}
		flatten("", reflect.ValueOf(*texts.ForLanguage(l)), other)
		if len(other) != len(english) {
			t.Errorf("%v has %d texts, English %d", l, len(other), len(english))
		}
		for name, text := range english {
			want, got := verbs.FindAllString(text, -1), verbs.FindAllString(other[name], -1)
			slices.Sort(want)
			slices.Sort(got)
			if text == "" || other[name] == "" || !slices.Equal(want, got) {
				t.Errorf("%s: %q, in %v %q", name, text, l, other[name])
			}
		}
	}
}

func flatten(name string, v reflect.Value, into map[string]string) {
	switch v.Kind() {
	case reflect.String:
		into[name] = v.String()
	case reflect.Struct:
		for i := range v.NumField() {
			flatten(name+"."+v.Type().Field(i).Name, v.Field(i), into)
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			flatten(fmt.Sprintf("%s[%s]", name, k), v.MapIndex(k), into)
		}
	}
}

func TestForLocale(t *testing.T) {
	traditional, simplified, english := texts.ForLanguage(lexical.Traditional), texts.ForLanguage(lexical.Simplified), texts.ForLanguage(lexical.English)
	for locale, want := range map[string]*texts.Texts{
		"zh-TW": traditional, "zh-HK": traditional, "zh-CN": simplified, "zh": simplified, "en-US": english, "de": english, "": english,
	} {
		if texts.ForLocale(locale) != want {
			t.Errorf("%s has another language", locale)
		}
	}
}
