import { Button, Notice } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import { NextSteps } from './NextSteps';

interface Props {
	problem: { message: string; actions: string[]; code?: string } | null;
	onRetry?: () => void;
	children?: ReactNode;
}

/** Cause and next step. It stays until the cause is gone. */
export function FailureNotice( { problem, onRetry, children }: Props ) {
	if ( problem === null ) {
		return null;
	}
	return (
		<Notice status="error" isDismissible={ false } className="callboard-notice" spokenMessage={ [ problem.message, ...problem.actions ].join( ' ' ) }>
			<p>
				<strong>{ problem.message }</strong>
			</p>
			<NextSteps actions={ problem.actions } />
			{ children }
			{ onRetry && (
				<Button variant="secondary" onClick={ onRetry } __next40pxDefaultSize>
					{ __( 'Try again', 'callboard' ) }
				</Button>
			) }
		</Notice>
	);
}
