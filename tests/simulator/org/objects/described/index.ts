import type { SObject } from '../../schema';
import { account } from './account';
import { event, task } from './activities';
import { campaign, campaignMember, campaignMemberStatus } from './campaign';
import { caseComment, caseHistory, supportCase } from './case';
import { contact } from './contact';
import { attachment, contentDocument, contentDocumentLink, contentVersion, documentFile } from './files';
import { lead } from './lead';
import { opportunity, opportunityContactRole } from './opportunity';
import { group, organization, recordType, user, userRole } from './people';
import { caseStatus, leadStatus, opportunityStage, taskStatus } from './statuses';

/** What every org has, whatever it is used for. */
export const standardObjects = (): SObject[] => [
	organization(),
	user(),
	userRole(),
	group(),
	recordType(),
	account(),
	contact(),
	lead(),
	campaign(),
	campaignMember(),
	campaignMemberStatus(),
	opportunity(),
	opportunityContactRole(),
	supportCase(),
	caseComment(),
	caseHistory(),
	task(),
	event(),
	contentDocument(),
	contentVersion(),
	contentDocumentLink(),
	attachment(),
	documentFile(),
	opportunityStage(),
	caseStatus(),
	taskStatus(),
	leadStatus(),
];
