package completion

import (
	"context"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
)

// helpWord is a command that kong's model does not have: see [env.Spelled].
const helpWord = "help"

// offerAt returns the completions of the word at a place.
func offerAt(ctx context.Context, p *place) offer {
	switch {
	case p.flag != nil:
		return p.attached(p.values(ctx, p.flag.Value))
	case !p.plain && strings.HasPrefix(p.word, "-") && !p.help:
		return offer{p.flagNames(), noPaths}
	case len(p.command.Children) > 0:
		return offer{p.commands(), noPaths}
	case p.help:
		return offer{nil, noPaths}
	}
	if argument := p.argument(); argument != nil {
		return p.values(ctx, argument)
	}
	return offer{nil, noPaths}
}

// attached prepends the part of the word before its value to each candidate.
func (p *place) attached(o offer) offer {
	for i := range o.candidates {
		o.candidates[i].value = p.before + o.candidates[i].value
	}
	return o
}

func (p *place) commands() (all []candidate) {
	for _, c := range p.command.Children {
		if !c.Hidden {
			all = append(all, candidate{value: c.Name, about: c.Help})
		}
	}
	if p.command.Parent == nil && !p.help {
		all = append(all, candidate{value: helpWord, about: "Show all about a command."})
	}
	return all
}

// flagNames returns the flags that may still be given.
func (p *place) flagNames() (all []candidate) {
	for _, f := range p.all() {
		if _, given := p.flags[f.Name]; given && !f.IsCumulative() {
			continue
		}
		all = append(all, candidate{value: "--" + f.Name, about: f.Help})
		if f.Short != 0 {
			all = append(all, candidate{value: "-" + string(f.Short), about: f.Help})
		}
	}
	return all
}

// These are the kinds of values that a command's struct tag "complete" may name. Any other
// content of the tag is a list of values.
const (
	ofArticle      = "article"      // of the library
	ofRemoved      = "removed"      // an article that can be restored
	ofOriginal     = "original"     // an article whose original file is kept, or a file
	ofFixed        = "fixed"        // an answer fixed by a person
	ofSubscription = "subscription" // a subscription of the library, or a folder
	ofScope        = "scope"
	ofFile         = "file"
	ofFolder       = "folder"
)

// values returns the possible values of a flag or an argument.
func (p *place) values(ctx context.Context, v *kong.Value) offer {
	kind := v.Tag.Get("complete")
	switch {
	case v.Enum != "":
		return offer{listed(v.Enum), noPaths}
	case v.IsBool():
		return offer{listed("true,false"), noPaths}
	case kind == ofFile, kind == "" && slices.Contains([]string{"FILE", "PATH", "PNG"}, v.Tag.PlaceHolder):
		return offer{nil, files}
	case kind == ofFolder, kind == "" && v.Tag.PlaceHolder == "DIR":
		return offer{nil, folders}
	case kind == "":
		return offer{nil, noPaths}
	case slices.Contains([]string{ofArticle, ofRemoved, ofOriginal, ofFixed, ofSubscription, ofScope}, kind):
		return p.keptValues(ctx, kind)
	}
	return offer{listed(kind), noPaths}
}

func listed(values string) (all []candidate) {
	for value := range strings.SplitSeq(values, ",") {
		if value = strings.TrimSpace(value); value != "" {
			all = append(all, candidate{value: value})
		}
	}
	return all
}
