package discordtest

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// This file has the rules for commands. The OpenAPI file does not state all of them, and may not
// be available.
// docs.discord.com/developers/interactions/application-commands

var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

// locales are the locales that Discord supports.
var locales = strings.Fields("id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko")

// flaw says what is wrong with a command, or returns "".
func (c *command) flaw() string {
	if c.Permissions != nil {
		if _, err := strconv.ParseUint(*c.Permissions, 10, 64); err != nil {
			return fmt.Sprintf("default_member_permissions %q is not a number", *c.Permissions)
		}
	}
	switch c.Type {
	case commandChat:
		const most = 8000
		if n := c.characters(); n > most {
			return fmt.Sprintf("it has %d characters", n)
		}
		return firstFlaw(c.nameFlaw(), c.optionsFlaw(0))
	case commandUser, commandMessage:
		if c.Description != "" || len(c.Options) > 0 {
			return "a context menu command must not have a description or options"
		}
		return textFlaw(c.Name, c.Names, "name", func(s string) bool { return within(s, 1, 32) })
	}
	return fmt.Sprintf("unknown type %d", c.Type)
}

// nameFlaw says what is wrong with the name or the description, or returns "".
func (o *declaration) nameFlaw() string {
	return firstFlaw(
		textFlaw(o.Name, o.Names, "name", func(s string) bool { return commandName.MatchString(s) && s == strings.ToLower(s) }),
		textFlaw(o.Description, o.Descriptions, "description", func(s string) bool { return within(s, 1, 100) }),
	)
}

// optionsFlaw says what is wrong with the options one level below, or returns "". depth is 0 for a
// command and at most 2.
func (o *declaration) optionsFlaw(depth int) string {
	if len(o.Options) > 25 {
		return fmt.Sprintf("%s has %d options", o.Name, len(o.Options))
	}
	optional := false
	for i := range o.Options {
		one := &o.Options[i]
		sub := one.Type == optionSubcommand || one.Type == optionGroup
		switch {
		case sub != o.nested():
			return fmt.Sprintf("%s has both subcommands and options", o.Name)
		case one.Type == optionGroup && depth > 0, sub && depth > 1, sub && depth == 1 && o.Type != optionGroup:
			return fmt.Sprintf("%s is nested too deeply", one.Name)
		case o.Type == optionGroup && depth == 1 && one.Type != optionSubcommand:
			return fmt.Sprintf("the group %s contains an option that is not a subcommand", o.Name)
		case sub && one.Required:
			return fmt.Sprintf("the subcommand %s must not be required", one.Name)
		case one.Required && optional:
			return fmt.Sprintf("%s is required but follows an optional option", one.Name)
		}
		optional = optional || !one.Required
		if flaw := firstFlaw(one.nameFlaw(), one.valueFlaw(), one.optionsFlaw(depth+1)); flaw != "" {
			return flaw
		}
	}
	return o.duplicateFlaw()
}

// duplicateFlaw names an option whose name is used twice on one level, in any language, or returns
// "".
func (o *declaration) duplicateFlaw() string {
	for _, locale := range append([]string{""}, locales...) {
		seen := map[string]bool{}
		for _, one := range o.Options {
			name, localized := one.Names[locale]
			if !localized {
				name = one.Name
			}
			if seen[name] {
				return fmt.Sprintf("%s has two options named %s", o.Name, name)
			}
			seen[name] = true
		}
	}
	return ""
}

// valueFlaw says what is wrong with an option's type, limits or choices, or returns "".
func (o *declaration) valueFlaw() string {
	text, number := o.Type == optionString, o.Type == optionInteger || o.Type == optionNumber
	switch {
	case !text && !number && (o.Autocomplete || len(o.Choices) > 0):
		return fmt.Sprintf("%s has choices but is of type %d", o.Name, o.Type)
	case o.Autocomplete && len(o.Choices) > 0:
		return fmt.Sprintf("%s has autocomplete and choices", o.Name)
	case len(o.Choices) > 25:
		return fmt.Sprintf("%s has %d choices", o.Name, len(o.Choices))
	case !text && (o.MinLength != nil || o.MaxLength != nil), !number && (o.MinValue != nil || o.MaxValue != nil):
		return fmt.Sprintf("%s has limits that its type does not allow", o.Name)
	case o.Type != optionChannel && len(o.ChannelTypes) > 0:
		return fmt.Sprintf("%s has channel_types but is not a channel option", o.Name)
	case o.Type < optionSubcommand || o.Type > optionFile:
		return fmt.Sprintf("%s is of the unknown type %d", o.Name, o.Type)
	}
	for _, choice := range o.Choices {
		if flaw := firstFlaw(textFlaw(choice.Name, choice.Names, "choice", func(s string) bool { return within(s, 1, 100) }), o.choiceFlaw(choice.Value)); flaw != "" {
			return flaw
		}
	}
	return ""
}

// choiceFlaw says what is wrong with the value of one of the option's choices, or returns "".
func (o *declaration) choiceFlaw(value any) string {
	switch v := value.(type) {
	case string:
		if o.Type == optionString && within(v, 1, 100) {
			return ""
		}
	case float64:
		const most = 1<<53 - 1
		if o.Type != optionString && math.Abs(v) <= most && (o.Type == optionNumber || v == math.Trunc(v)) {
			return ""
		}
	}
	return fmt.Sprintf("the choice %.200v does not fit %s, of type %d", value, o.Name, o.Type)
}

// characters returns the number of characters towards Discord's limit for a command. Of each text,
// the longest localization counts.
func (o *declaration) characters() int {
	longest := func(text string, localized map[string]string) int {
		n := utf8.RuneCountInString(text)
		for _, l := range localized {
			n = max(n, utf8.RuneCountInString(l))
		}
		return n
	}
	sum := longest(o.Name, o.Names) + longest(o.Description, o.Descriptions)
	for _, c := range o.Choices {
		sum += longest(c.Name, c.Names) + utf8.RuneCountInString(fmt.Sprint(c.Value))
	}
	for i := range o.Options {
		sum += o.Options[i].characters()
	}
	return sum
}

// textFlaw describes a text that is invalid in some language, or returns "".
func textFlaw(text string, localized map[string]string, what string, holds func(string) bool) string {
	if !holds(text) {
		return fmt.Sprintf("invalid %s %.200q", what, text)
	}
	for locale, l := range localized {
		if !slices.Contains(locales, locale) || !holds(l) {
			return fmt.Sprintf("invalid %s %.200q in %s", what, l, locale)
		}
	}
	return ""
}

func within(s string, least, most int) bool {
	n := utf8.RuneCountInString(s)
	return n >= least && n <= most
}

func firstFlaw(flaws ...string) string {
	for _, f := range flaws {
		if f != "" {
			return f
		}
	}
	return ""
}
