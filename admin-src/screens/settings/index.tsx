import { fetchBrakeLimits, fetchBudget, fetchTimetable } from '../../api/limits';
import { fetchOverview } from '../../api/tenants';
import { FailureNotice } from '../../components/FailureNotice';
import { Loading } from '../../components/Loading';
import { useResource } from '../../store/useResource';
import { BrakeForm } from './BrakeForm';
import { BudgetForm } from './BudgetForm';
import { TimetableForm } from './TimetableForm';

interface Props {
	tenantId: number;
}

const load = async ( tenantId: number ) => {
	const [ timetable, limits, budget, overview ] = await Promise.all( [
		fetchTimetable( tenantId ),
		fetchBrakeLimits( tenantId ),
		fetchBudget( tenantId ),
		fetchOverview( tenantId ),
	] );
	return { timetable, limits, budget, mappings: overview.mappings };
};

/** How far Callboard may go by itself, for one organisation. */
export function Settings( { tenantId }: Props ) {
	const { data, problem, reload, set } = useResource( `settings/${ tenantId }`, () => load( tenantId ) );
	if ( data === null ) {
		return problem ? <FailureNotice problem={ problem } onRetry={ reload } /> : <Loading />;
	}
	return (
		<>
			<TimetableForm tenantId={ tenantId } timetable={ data.timetable } onSaved={ ( timetable ) => set( { ...data, timetable } ) } />
			<BrakeForm tenantId={ tenantId } limits={ data.limits } mappings={ data.mappings } onSaved={ ( limits ) => set( { ...data, limits } ) } />
			<BudgetForm tenantId={ tenantId } budget={ data.budget } onSaved={ ( budget ) => set( { ...data, budget } ) } />
		</>
	);
}
