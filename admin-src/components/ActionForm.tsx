import { Button } from '@wordpress/components';
import type { ReactNode } from 'react';
import type { Problem } from '../api/problem';
import { FailureNotice } from './FailureNotice';
import { modernSize } from './modern';

interface Props {
	action: { isBusy: boolean; problem: Problem | null };
	onSend: () => void;
	label: ReactNode;
	/** Complete, and other than what is stored. */
	isReady?: boolean;
	variant?: 'primary' | 'secondary';
	className?: string;
	children: ReactNode;
}

/** A form that does one thing: what hinders it stands above its button. */
export function ActionForm( { action, onSend, label, isReady = true, variant = 'primary', className, children }: Props ) {
	return (
		<form
			className={ className }
			onSubmit={ ( event ) => {
				event.preventDefault();
				onSend();
			} }
		>
			{ children }
			<FailureNotice problem={ action.problem } />
			<Button type="submit" variant={ variant } isBusy={ action.isBusy } disabled={ action.isBusy || ! isReady } accessibleWhenDisabled { ...modernSize }>
				{ label }
			</Button>
		</form>
	);
}
