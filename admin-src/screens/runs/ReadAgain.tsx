import { Button, Modal } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { modernSize } from '../../components/modern';
import { ReadAgainForm } from './ReadAgainForm';

interface Props {
	tenantId: number;
	onAsked: () => void;
}

/** A backfill by hand: the button, and the dialogue that asks what it should cover. */
export function ReadAgain( { tenantId, onAsked }: Props ) {
	const [ isOpen, setOpen ] = useState( false );
	const close = () => setOpen( false );
	return (
		<>
			<Button variant="secondary" onClick={ () => setOpen( true ) } { ...modernSize }>
				{ __( 'Read again from Salesforce…', 'callboard' ) }
			</Button>
			{ isOpen && (
				<Modal title={ __( 'Read again from Salesforce', 'callboard' ) } onRequestClose={ close }>
					<ReadAgainForm
						tenantId={ tenantId }
						onCancel={ close }
						onAsked={ () => {
							close();
							onAsked();
						} }
					/>
				</Modal>
			) }
		</>
	);
}
