package serving

import (
	"context"
	"errors"
	"fmt"
	"net"

	"footnote/cmd/footnote/internal/failure"
	"footnote/cmd/footnote/internal/term"
)

// Health is the command line of "footnote healthcheck".
type Health struct {
	Listen string `help:"Where footnote serve listens." placeholder:"127.0.0.1:9464" env:"FOOTNOTE_LISTEN"`
	Ready  bool   `help:"Fail also where it is up and takes no questions: not connected to Discord yet, or stopping."`
}

// Help describes the command.
func (Health) Help() string {
	return `Asks a "footnote serve" on this machine how it is. The exit status is 0 if it is up, with --ready if it takes questions, and else 1; 2 where no address is known.

  footnote healthcheck --listen 127.0.0.1:9464
  HEALTHCHECK CMD ["/footnote", "healthcheck"]`
}

// Print asks the running service for its status and prints it.
func (c Health) Print(ctx context.Context, out *term.Screen, asJSON bool) error {
	if c.Listen == "" {
		return &term.Failure{What: "healthcheck", Err: errors.New("it is not said where footnote serve listens"), Status: failure.StatusUsage, Code: "configuration", Hint: "set FOOTNOTE_LISTEN for both, or use --listen"}
	}
	if _, _, err := net.SplitHostPort(c.Listen); err != nil {
		return &term.Failure{What: "healthcheck", Err: fmt.Errorf("%q is no address to listen at", c.Listen), Status: failure.StatusUsage, Code: "configuration", Hint: "such as 127.0.0.1:9464"}
	}
	says, err := Ask(ctx, c.Listen, c.Ready)
	if err != nil {
		return &term.Failure{What: "healthcheck", Err: err, Status: failure.StatusFailed, Code: "unhealthy", Hint: "footnote serve --listen " + c.Listen + " answers there; its log says more"}
	}
	if asJSON {
		return out.JSON(map[string]string{"status": says})
	}
	return out.Text(says + "\n")
}
