package wire

import (
	"context"
	"fmt"
	"net/url"

	"footnote/bot/rest"
)

// mutedSign is put to a question that can be answered nowhere.
const mutedSign = "🔇"

// directly answers a message in a channel where the bot may not write by direct message,
// with all that follows. What takes none is left a sign at the question. The error is nil
// where m has reached its asker.
func (r *channelReply) directly(ctx context.Context, f *refusal, m Outgoing) error {
	question, channel := r.to, r.channel
	dm, err := r.sender.api.directChannel(ctx, r.asker)
	if err == nil {
		r.channel, r.to, r.direct = dm, "", true
		if err = r.create(ctx, Text(fmt.Sprintf(r.texts.ByMessage, channel), 0), nil); err == nil {
			return r.Show(ctx, m)
		}
	}
	r.sender.log.Warn("an answer is for nobody to see", "reason", f.reason, "id", r.nonce, "error", err)
	sign := MessagePath(channel, question) + "/reactions/" + url.PathEscape(mutedSign) + "/@me"
	if err := r.sender.REST.Do(ctx, rest.Request{Method: "PUT", Path: sign}); err != nil {
		r.sender.log.Info("a question is left without a sign", "id", r.nonce, "error", err)
	}
	return f.cause
}
