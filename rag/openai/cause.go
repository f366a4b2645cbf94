package openai

import "footnote/rag"

var _ rag.GenerateError = (*Error)(nil)

// Cause returns the cause in the terms of package rag, which knows no servers.
func (e *Error) Cause() rag.Cause {
	if e.empty {
		return rag.CauseEmpty
	}
	switch e.Kind {
	case KindAuth, KindNotFound, KindRefused:
		return rag.CauseConfiguration
	case KindTooLong:
		return rag.CauseTooLong
	case KindQuota, KindBudget:
		return rag.CauseQuota
	case KindRate, KindBusy:
		return rag.CauseBusy
	case KindServer, KindNetwork:
		return rag.CauseUnreachable
	case KindTimeout:
		return rag.CauseTimeout
	case KindFiltered:
		return rag.CauseRefused
	}
	return rag.CauseBroken
}
