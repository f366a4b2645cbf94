// Package followup turns a follow-up question into a self-contained one: 那騰訊呢 after
// 華為的專利有幾件 asks 騰訊的專利有幾件.
//
// It works by rules, on the questions alone. The meaning of a question is often uncertain, so
// there may be several forms of it to try.
package followup

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Form is a self-contained question.
type Form struct {
	Question string
	Topic    string // what the question is about
	More     bool   // it asks for more of the previous answer
}

// Near compares a text with others by meaning. It returns their cosines, -1..1.
type Near func(ctx context.Context, text string, others []string) ([]float64, error)

// maxTurns is how many earlier questions are considered.
const maxTurns = 6

// Forms returns the meanings that a question may have after the questions before it, of which
// the latest is the last. The likeliest form comes first. There are none if before is empty or
// the question has nothing to continue. near may be nil. An error comes from near.
func Forms(ctx context.Context, question string, before []string, near Near) ([]Form, error) {
	var now Form
	for _, earlier := range before[max(0, len(before)-maxTurns):] {
		next := Form{Question: earlier, Topic: topic(earlier)}
		if now.Question != "" && Depends(earlier) {
			forms, err := now.after(ctx, earlier, near)
			if err != nil {
				return nil, err
			}
			if len(forms) > 0 {
				next = forms[0]
			}
		}
		now = next
	}
	if now.Question == "" {
		return nil, nil
	}
	return now.after(ctx, question, near)
}

// Depends reports whether the wording of a question shows that it is a follow-up: 那產量呢,
// "what about exports", "when did it open?".
func Depends(question string) bool { return GoesOn(question) || short(plain(question)) }

// GoesOn is like Depends, but false for questions that are merely short. The question says
// nothing without an earlier one, or refers to something in it.
func GoesOn(question string) bool {
	q := plain(question)
	return continues().MatchString(q) || bare().MatchString(q) || contrast().MatchString(q) ||
		pronoun().MatchString(q) || englishPronoun().MatchString(q)
}

// Contrasts reports whether a question only asks the same about something else: 那騰訊呢.
func Contrasts(question string) bool { return contrasted(plain(question)) != "" }

// short reports whether a question has so few words that it may be a follow-up without showing
// it: 有什麼缺點.
func short(q string) bool {
	if strings.ContainsFunc(q, isHan) {
		return utf8.RuneCountInString(q) <= 8 && subjectless().MatchString(q)
	}
	return len(strings.Fields(q)) <= 2
}

// after returns the forms of a question that follows f.
func (f Form) after(ctx context.Context, question string, near Near) ([]Form, error) {
	q := plain(question)
	switch {
	case continues().MatchString(q):
		return []Form{{Question: f.Question, Topic: f.Topic, More: true}}, nil
	case bare().MatchString(q):
		return []Form{f.askedBarely(q)}, nil
	}
	if other := contrasted(q); other != "" {
		return f.with(ctx, other, near)
	}
	q = trimLead(q)
	var forms []Form
	if f.Topic != "" {
		switch {
		case englishPronoun().MatchString(q):
			forms = append(forms, Form{Question: replaceFirst(englishPronoun(), q, f.Topic), Topic: f.Topic})
		case pronoun().MatchString(q):
			forms = append(forms, Form{Question: replaceFirst(pronoun(), q, f.Topic), Topic: f.Topic})
		default:
			forms = append(forms, Form{Question: join(f.Topic, q), Topic: f.Topic})
		}
	}
	if whole := stripped(f.Question); whole != f.Topic && whole != "" {
		forms = append(forms, Form{Question: join(whole, q), Topic: f.Topic})
	}
	return forms, nil
}

// askedBarely returns the question with another question word: "when" after a question with
// "who".
func (f Form) askedBarely(asks string) Form {
	return Form{Question: join(stripped(f.Question), asks), Topic: f.Topic}
}

// with returns forms that ask the same about something else.
func (f Form) with(ctx context.Context, other string, near Near) ([]Form, error) {
	var forms []Form
	add := func(part string) {
		if part == "" || part == other || !strings.Contains(f.Question, part) {
			return
		}
		made := Form{Question: strings.Replace(f.Question, part, other, 1), Topic: other}
		if !slices.Contains(forms, made) {
			forms = append(forms, made)
		}
	}
	if figure := figures().FindString(other); figure != "" {
		if figure != other { // 那2022年的數據產量呢 is complete by itself
			forms = append(forms, Form{Question: other, Topic: other})
		}
		for _, part := range figures().FindAllString(f.Question, -1) {
			if shape(part) == shape(figure) {
				// The subject is the same, at another time.
				return []Form{{Question: strings.Replace(f.Question, part, figure, 1), Topic: strings.Replace(f.Topic, part, figure, 1)}}, nil
			}
		}
	}
	parts := parts(f.Topic)
	if near != nil && len(parts) > 1 {
		cosines, err := near(ctx, other, parts)
		if err != nil {
			return nil, err
		}
		best := 0
		for i, c := range cosines {
			if c > cosines[best] {
				best = i
			}
		}
		add(parts[best])
	}
	add(f.Topic)
	return append(forms, Form{Question: join(other, stripped(f.Question)), Topic: other}), nil
}

// join puts the topic before a question.
func join(topic, question string) string {
	if topic == "" {
		return question
	}
	return topic + " " + question
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// plain returns a question in lower case, without surrounding punctuation.
func plain(question string) string {
	return strings.TrimFunc(strings.ToLower(strings.TrimSpace(question)), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.IsSymbol(r)
	})
}
