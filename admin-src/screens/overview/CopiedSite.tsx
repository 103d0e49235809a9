import { Button } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { answerSite } from '../../api/connection';
import { FailureNotice } from '../../components/FailureNotice';
import { useSay } from '../../store/contexts';
import { useAction } from '../../store/useAction';

interface Props {
	tenantId: number;
	onAnswered: () => void;
}

export function CopiedSite( { tenantId, onAnswered }: Props ) {
	const say = useSay();
	const answer = useAction(
		( given: 'moved' | 'copy' ) => answerSite( tenantId, given ),
		() => {
			say( __( 'Thank you. Your answer is saved.', 'callboard' ) );
			onAnswered();
		}
	);
	return (
		<section className="callboard-card">
			<h2>{ __( 'Has this site moved, or is it a copy?', 'callboard' ) }</h2>
			<p>
				{ __(
					'It has another address than the one that was connected to Salesforce. Until you answer, nothing is read and nothing is written.',
					'callboard'
				) }
			</p>
			<FailureNotice problem={ answer.problem } />
			<ul>
				<li>
					<p>{ __( 'It has moved: this is now the real site. The connection goes on here.', 'callboard' ) }</p>
					<Button
						variant="secondary"
						disabled={ answer.isBusy }
						accessibleWhenDisabled
						onClick={ () => void answer.run( 'moved' ) }
						__next40pxDefaultSize
					>
						{ __( 'This site has moved', 'callboard' ) }
					</Button>
				</li>
				<li>
					<p>
						{ __(
							'It is a copy, for testing say: its private key is deleted here, and the original goes on undisturbed. Your shows stay as they are.',
							'callboard'
						) }
					</p>
					<Button
						variant="secondary"
						isDestructive
						disabled={ answer.isBusy }
						accessibleWhenDisabled
						onClick={ () => void answer.run( 'copy' ) }
						__next40pxDefaultSize
					>
						{ __( 'This is a copy: delete the key here', 'callboard' ) }
					</Button>
				</li>
			</ul>
		</section>
	);
}
