import { Icon, lock } from '@wordpress/icons';
import type { ComponentType } from 'react';
import { lockedTarget, type LockedField, type SourceFacts } from './facts';

interface TermSelectorProps {
	readonly slug: string;
}

/** In the panel of an owned taxonomy: the terms as text instead of a control. */
export const withLockedTerms =
	( facts: SourceFacts ) =>
	( Selector: ComponentType< TermSelectorProps > ): ComponentType< TermSelectorProps > =>
		function TermsOrSelector( props ) {
			const field = lockedTarget( facts, `taxonomy:${ props.slug }` );
			return field ? <LockedTerms field={ field } /> : <Selector { ...props } />;
		};

function LockedTerms( { field }: { field: LockedField } ) {
	return (
		<div className="callboard-locked-terms">
			<p>
				<Icon icon={ lock } size={ 16 } className="callboard-padlock" />
				<strong>{ ( field.terms ?? [] ).join( ', ' ) || '—' }</strong>
			</p>
			<p>{ field.reason }</p>
		</div>
	);
}
