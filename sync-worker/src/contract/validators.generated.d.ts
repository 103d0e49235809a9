// Generated from plugin/contract by `npm run contract`; do not edit.
import type { ClaimAnswer, CompleteAnswer, Failure, HeartbeatAnswer, InboxAnswer, OfferAnswer, Outcomes, PresenceAnswer, RebuildAnswer, TokenAnswer, VisibilityAnswer } from './types';

export interface Problem {
	instancePath: string;
	message?: string;
}
export interface Validator< T > {
	( data: unknown ): data is T;
	errors?: Problem[] | null;
}
declare const validators: {
	ClaimAnswer: Validator< ClaimAnswer >;
	CompleteAnswer: Validator< CompleteAnswer >;
	Failure: Validator< Failure >;
	HeartbeatAnswer: Validator< HeartbeatAnswer >;
	InboxAnswer: Validator< InboxAnswer >;
	OfferAnswer: Validator< OfferAnswer >;
	Outcomes: Validator< Outcomes >;
	PresenceAnswer: Validator< PresenceAnswer >;
	RebuildAnswer: Validator< RebuildAnswer >;
	TokenAnswer: Validator< TokenAnswer >;
	VisibilityAnswer: Validator< VisibilityAnswer >;
};
export default validators;
