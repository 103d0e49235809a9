import { useState } from '@wordpress/element';
import { fetchHeld } from '../../api/twins';
import { FailureNotice } from '../../components/FailureNotice';
import { Loading } from '../../components/Loading';
import { PageButtons } from '../../components/PageButtons';
import { useResource } from '../../store/useResource';
import { TwinCard } from './TwinCard';

interface Props {
	tenantId: number;
	/** Of all pages: a decision makes the list shorter. */
	total: number;
	onChange: () => void;
}

const twinsPerPage = 10;

/** Every record that waits for the word of a person, the oldest first. */
export function Twins( { tenantId, total, onChange }: Props ) {
	const [ page, setPage ] = useState( 1 );
	const pages = Math.max( 1, Math.ceil( total / twinsPerPage ) );
	const shown = Math.min( page, pages );
	const { data, problem, reload } = useResource( `twins/${ tenantId }/${ shown }`, () => fetchHeld( tenantId, { page: shown, per_page: twinsPerPage } ) );
	if ( data === null ) {
		return problem ? <FailureNotice problem={ problem } onRetry={ reload } /> : <Loading />;
	}
	const changed = () => {
		reload();
		onChange();
	};
	return (
		<>
			{ data.rows.map( ( held ) => (
				<TwinCard key={ held.external_id } tenantId={ tenantId } held={ held } onChange={ changed } />
			) ) }
			<PageButtons page={ shown } pages={ pages } onPage={ setPage } />
		</>
	);
}
