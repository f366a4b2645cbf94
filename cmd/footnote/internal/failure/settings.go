package failure

import (
	"errors"
	"regexp"
	"strings"

	"footnote/cmd/footnote/internal/env"
	"footnote/cmd/footnote/internal/term"
	"footnote/internal/setup"
)

// These are what an error can be in: the command line, or the settings in the environment or a
// file.
const (
	commandLine  = "command line"
	inSettings   = "settings"
	settingsHint = "see .env.example and footnote --help"
)

// Named is [Explain], but it names the variables of settings in place of flags that nobody
// typed. named replaces them in a text; if it is nil, the flags stay.
func Named(err error, named func(text string) string) *term.Failure {
	f := *Explain(err)
	if named == nil {
		return &f
	}
	if f.What == commandLine && named(f.Err.Error()) != f.Err.Error() {
		f.What, f.Code, f.Hint = inSettings, "configuration", settingsHint
	}
	f.Named = named
	return &f
}

// flags maps the options of each part to the flags that set them, or to the variable if there
// is no flag.
var flags = map[setup.Part]map[string]string{
	setup.PartModel: {
		"BaseURL": "--base-url", "Key": env.Key, "Timeout": "--llm-timeout", "FirstToken": "--llm-first-token", "MaxTokens": "--llm-max-tokens",
		"Concurrent": "--llm-concurrent", "PerMinute": "--llm-per-minute", "Budget": "--llm-budget", "InputPrice": "--price-input", "OutputPrice": "--price-output",
	},
	setup.PartEmbedder: {"BaseURL": "--base-url", "Key": env.Key, "Dimensions": "--dimensions", "BatchSize": "--batch", "Timeout": "--embed-timeout"},
	setup.PartVision:   {"BaseURL": "--vision-base-url (or else --base-url)", "Key": env.VisionKey + " (or else " + env.Key + ")", "Timeout": "--vision-timeout", "FirstToken": "--vision-timeout"},
}

var option = regexp.MustCompile(`option ([A-Z][A-Za-z]*)`)

// inFlags describes invalid options in terms of flags.
func inFlags(err *setup.Error) error {
	var all []string
	said := map[string]bool{}
	for problem := range strings.Lines(err.Error()) {
		problem = option.ReplaceAllStringFunc(strings.TrimSpace(problem), func(found string) string {
			if flag := flags[err.Part][strings.TrimPrefix(found, "option ")]; flag != "" {
				return flag
			}
			return found
		})
		problem = strings.ReplaceAll(problem, "goes into Key", "goes into "+flags[err.Part]["Key"])
		if !said[problem] {
			said[problem] = true
			all = append(all, problem)
		}
	}
	return errors.New(strings.Join(all, "; "))
}
