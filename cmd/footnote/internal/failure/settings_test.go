package failure

import (
	"errors"
	"testing"

	"footnote/internal/setup"
	"footnote/rag/openai"
)

// Options that cannot be go by their flags, each problem once.
func TestInFlags(t *testing.T) {
	for _, c := range []struct {
		part     setup.Part
		problems []error
		want     string
	}{
		{setup.PartModel, []error{errors.New("option Timeout is -3s, below 0"), errors.New("option Budget is -1, below 0")}, "--llm-timeout is -3s, below 0; --llm-budget is -1, below 0"},
		{setup.PartVision, []error{errors.New("option Timeout is -3s, below 0"), errors.New("option FirstToken is -3s, below 0")}, "--vision-timeout is -3s, below 0"},
		{setup.PartEmbedder, []error{errors.New("option BaseURL holds a user name or password; the key goes into Key")}, "--base-url holds a user name or password; the key goes into OPENAI_API_KEY"},
		{setup.PartEmbedder, []error{errors.New("option Strange is 7")}, "option Strange is 7"},
	} {
		if got := inFlags(&setup.Error{Kind: setup.Invalid, Part: c.part, Err: errors.Join(c.problems...)}); got.Error() != c.want {
			t.Errorf("%q, not %q", got, c.want)
		}
	}
}

// A key has no flag, so its hint is about the key.
func TestKeyHint(t *testing.T) {
	const want = "set the key alone, exactly as the service shows it"
	_, model := openai.NewGenerator(openai.GeneratorOptions{Key: "a key"})
	_, embedder := openai.NewEmbedder(openai.EmbedderOptions{Key: "a key"})
	for part, err := range map[setup.Part]error{setup.PartModel: model, setup.PartVision: model, setup.PartEmbedder: embedder} {
		if f := Explain(&setup.Error{Kind: setup.Invalid, Part: part, Err: err}); f.Hint != want {
			t.Errorf("%s: %q", part, f.Hint)
		}
	}
}
