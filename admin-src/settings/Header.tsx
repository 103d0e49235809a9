import { __ } from '@wordpress/i18n';
import { Link } from '../components/Link';
import { sections, type Section } from './sections';

interface Props {
	current: Section;
	tenantName: string | null;
}

export function Header( { current, tenantName }: Props ) {
	return (
		<div className="callboard-header">
			<p className="callboard-brand">
				<strong>{ __( 'Callboard', 'callboard' ) }</strong>
				{ tenantName && <span> { tenantName }</span> }
			</p>
			<nav aria-label={ __( 'Callboard', 'callboard' ) } className="callboard-tabs">
				<ul>
					{ sections().map( ( section ) => (
						<li key={ section.id }>
							<Link to={ section.path } isCurrent={ section.id === current }>
								{ section.label }
							</Link>
						</li>
					) ) }
				</ul>
			</nav>
		</div>
	);
}
