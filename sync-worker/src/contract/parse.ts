import type * as shapes from './types';
import validators, { type Problem, type Validator } from './validators.generated';

/** An answer that is not of its agreed shape: a different version of the plugin, or something else answered. */
class ContractBroken extends Error {
	public constructor(
		public readonly shape: string,
		problems: readonly Problem[]
	) {
		const first = problems[ 0 ];
		super( `Not a ${ shape }: ${ first ? `${ first.instancePath || '/' } ${ first.message ?? '' }` : 'unknown problem' }` );
		this.name = 'ContractBroken';
	}
}

const parser =
	< T >( shape: string, validate: Validator< T > ) =>
	( data: unknown ): T => {
		if ( validate( data ) ) {
			return data;
		}
		throw new ContractBroken( shape, validate.errors ?? [] );
	};

export const parseClaimAnswer = parser< shapes.ClaimAnswer >( 'ClaimAnswer', validators.ClaimAnswer );
export const parseCompleteAnswer = parser< shapes.CompleteAnswer >( 'CompleteAnswer', validators.CompleteAnswer );
export const parseFailure = parser< shapes.Failure >( 'Failure', validators.Failure );
export const parseHeartbeatAnswer = parser< shapes.HeartbeatAnswer >( 'HeartbeatAnswer', validators.HeartbeatAnswer );
export const parseInboxAnswer = parser< shapes.InboxAnswer >( 'InboxAnswer', validators.InboxAnswer );
export const parseOfferAnswer = parser< shapes.OfferAnswer >( 'OfferAnswer', validators.OfferAnswer );
export const parseOutcomes = parser< shapes.Outcomes >( 'Outcomes', validators.Outcomes );
export const parsePresenceAnswer = parser< shapes.PresenceAnswer >( 'PresenceAnswer', validators.PresenceAnswer );
export const parseRebuildAnswer = parser< shapes.RebuildAnswer >( 'RebuildAnswer', validators.RebuildAnswer );
export const parseTokenAnswer = parser< shapes.TokenAnswer >( 'TokenAnswer', validators.TokenAnswer );
export const parseVisibilityAnswer = parser< shapes.VisibilityAnswer >( 'VisibilityAnswer', validators.VisibilityAnswer );
