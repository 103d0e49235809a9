// Generated from plugin/contract by `npm run contract`; do not edit.
"use strict";
exports.ClaimAnswer = validate10;
const schema11 = {"title":"ClaimAnswer","description":"Work under a lease, or none. run is null when nothing is due.","type":"object","additionalProperties":false,"required":["protocol","site","next_poll_seconds","run"],"properties":{"protocol":{"type":"integer","minimum":0},"site":{"type":"string","maxLength":500},"next_poll_seconds":{"type":"integer","minimum":0},"run":{"type":["object","null"],"additionalProperties":false,"required":["id","tenant_id","tenant","kind","trigger","fence","token","lease_expires_ms","resume"],"properties":{"id":{"type":"integer","minimum":0},"tenant_id":{"type":"integer","minimum":0},"tenant":{"type":"string","maxLength":200},"kind":{"type":"string","enum":["incremental","backfill","rebuild"]},"trigger":{"type":"string","maxLength":32},"fence":{"type":"integer","minimum":0},"token":{"type":"string","maxLength":200},"lease_expires_ms":{"type":"integer","minimum":0},"resume":{"type":["object","null"],"additionalProperties":true}}},"salesforce":{"type":["object","null"],"additionalProperties":false,"required":["access_token","instance_url","generation","api_version","org_id"],"properties":{"access_token":{"type":"string","maxLength":4000},"instance_url":{"type":"string","maxLength":500},"generation":{"type":"integer","minimum":0},"api_version":{"type":"string","maxLength":8,"pattern":"^[0-9]{2,3}\\.0$"},"org_id":{"type":["string","null"],"maxLength":18}}},"mappings":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["id","version","name","direction","sobject","filter","record_types","post_type","withdrawal","timezone","natural_key","order","fields"],"properties":{"id":{"type":"string","maxLength":64,"pattern":"^[a-z0-9][a-z0-9-]*$"},"version":{"type":"integer","minimum":1},"name":{"type":"string","maxLength":200},"direction":{"type":"string","enum":["in"]},"sobject":{"type":"string","maxLength":100,"pattern":"^[A-Za-z][A-Za-z0-9_]*$"},"filter":{"type":["string","null"],"maxLength":4000},"record_types":{"type":"array","items":{"type":"string","maxLength":80},"maxItems":50},"post_type":{"type":"string","maxLength":20,"pattern":"^[a-z0-9_-]+$"},"withdrawal":{"type":"string","enum":["draft","trash","keep"]},"timezone":{"type":["string","null"],"maxLength":64},"natural_key":{"type":["string","null"],"maxLength":200,"pattern":"^(title|content|excerpt|slug|status|parent|image|(meta|acf|taxonomy):[A-Za-z0-9_-]+)$"},"order":{"type":"integer","minimum":0,"maximum":1000},"fields":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["to","owner","empty"],"properties":{"to":{"type":"string","maxLength":200,"pattern":"^(title|content|excerpt|slug|status|parent|image|(meta|acf|taxonomy):[A-Za-z0-9_-]+)$"},"from":{"type":"string","maxLength":500,"pattern":"^[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*){0,5}$"},"expression":{"type":"string","maxLength":4000},"transforms":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["name"],"properties":{"name":{"type":"string","maxLength":64},"options":{"type":"object","additionalProperties":true}}},"maxItems":10},"owner":{"type":"string","enum":["salesforce","wordpress","newest","fill_if_empty"]},"empty":{"type":"string","enum":["clear","keep","default","reject"]},"default":{"type":["string","number","boolean","null"]},"label":{"type":"string","maxLength":200}}},"minItems":1,"maxItems":500}}}},"watermarks":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["mapping_id","stamp_ms","deleted_covered_ms","swept_ms"],"properties":{"mapping_id":{"type":"string","maxLength":64},"stamp_ms":{"type":["integer","null"],"minimum":0},"deleted_covered_ms":{"type":["integer","null"],"minimum":0},"swept_ms":{"type":["integer","null"],"minimum":0}}}},"known":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["mapping_id","records"],"properties":{"mapping_id":{"type":"string","maxLength":64},"records":{"type":"array","items":{"type":"array","items":{"type":["string","integer","boolean"]},"minItems":3,"maxItems":3},"maxItems":2000}}}},"inbox":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["mapping_id","ids"],"properties":{"mapping_id":{"type":"string","maxLength":64},"ids":{"type":"array","items":{"type":"string","pattern":"^[A-Za-z0-9]{18}$"},"maxItems":10000}}}},"limits":{"type":"object","additionalProperties":false,"required":["offer_records","delivery_bytes","overlap_seconds","sweep_overlap_seconds","sweep_every_seconds","lag_seconds","rebuild_step_seconds"],"properties":{"offer_records":{"type":"integer","minimum":0},"delivery_bytes":{"type":"integer","minimum":0},"overlap_seconds":{"type":"integer","minimum":0},"sweep_overlap_seconds":{"type":"integer","minimum":0},"sweep_every_seconds":{"type":"integer","minimum":0},"lag_seconds":{"type":"integer","minimum":0},"rebuild_step_seconds":{"type":"integer","minimum":0}}}}};
const func2 = Object.prototype.hasOwnProperty;
const func3 = require("ajv/dist/runtime/ucs2length").default;
const pattern0 = new RegExp("^[0-9]{2,3}\\.0$", "u");
const pattern1 = new RegExp("^[a-z0-9][a-z0-9-]*$", "u");
const pattern2 = new RegExp("^[A-Za-z][A-Za-z0-9_]*$", "u");
const pattern3 = new RegExp("^[a-z0-9_-]+$", "u");
const pattern4 = new RegExp("^(title|content|excerpt|slug|status|parent|image|(meta|acf|taxonomy):[A-Za-z0-9_-]+)$", "u");
const pattern6 = new RegExp("^[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*){0,5}$", "u");
const pattern7 = new RegExp("^[A-Za-z0-9]{18}$", "u");

function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((data.protocol === undefined) && (missing0 = "protocol")) || ((data.site === undefined) && (missing0 = "site"))) || ((data.next_poll_seconds === undefined) && (missing0 = "next_poll_seconds"))) || ((data.run === undefined) && (missing0 = "run"))){
validate10.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(func2.call(schema11.properties, key0))){
validate10.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.protocol !== undefined){
let data0 = data.protocol;
const _errs2 = errors;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
validate10.errors = [{instancePath:instancePath+"/protocol",schemaPath:"#/properties/protocol/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs2){
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 < 0 || isNaN(data0)){
validate10.errors = [{instancePath:instancePath+"/protocol",schemaPath:"#/properties/protocol/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.site !== undefined){
let data1 = data.site;
const _errs4 = errors;
if(errors === _errs4){
if(typeof data1 === "string"){
if(func3(data1) > 500){
validate10.errors = [{instancePath:instancePath+"/site",schemaPath:"#/properties/site/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/site",schemaPath:"#/properties/site/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.next_poll_seconds !== undefined){
let data2 = data.next_poll_seconds;
const _errs6 = errors;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
validate10.errors = [{instancePath:instancePath+"/next_poll_seconds",schemaPath:"#/properties/next_poll_seconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs6){
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
validate10.errors = [{instancePath:instancePath+"/next_poll_seconds",schemaPath:"#/properties/next_poll_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.run !== undefined){
let data3 = data.run;
const _errs8 = errors;
if((!(data3 && typeof data3 == "object" && !Array.isArray(data3))) && (data3 !== null)){
validate10.errors = [{instancePath:instancePath+"/run",schemaPath:"#/properties/run/type",keyword:"type",params:{type: schema11.properties.run.type},message:"must be object,null"}];
return false;
}
if(errors === _errs8){
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
let missing1;
if((((((((((data3.id === undefined) && (missing1 = "id")) || ((data3.tenant_id === undefined) && (missing1 = "tenant_id"))) || ((data3.tenant === undefined) && (missing1 = "tenant"))) || ((data3.kind === undefined) && (missing1 = "kind"))) || ((data3.trigger === undefined) && (missing1 = "trigger"))) || ((data3.fence === undefined) && (missing1 = "fence"))) || ((data3.token === undefined) && (missing1 = "token"))) || ((data3.lease_expires_ms === undefined) && (missing1 = "lease_expires_ms"))) || ((data3.resume === undefined) && (missing1 = "resume"))){
validate10.errors = [{instancePath:instancePath+"/run",schemaPath:"#/properties/run/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs10 = errors;
for(const key1 in data3){
if(!(func2.call(schema11.properties.run.properties, key1))){
validate10.errors = [{instancePath:instancePath+"/run",schemaPath:"#/properties/run/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs10 === errors){
if(data3.id !== undefined){
let data4 = data3.id;
const _errs11 = errors;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
validate10.errors = [{instancePath:instancePath+"/run/id",schemaPath:"#/properties/run/properties/id/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs11){
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 0 || isNaN(data4)){
validate10.errors = [{instancePath:instancePath+"/run/id",schemaPath:"#/properties/run/properties/id/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid1 = _errs11 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data3.tenant_id !== undefined){
let data5 = data3.tenant_id;
const _errs13 = errors;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
validate10.errors = [{instancePath:instancePath+"/run/tenant_id",schemaPath:"#/properties/run/properties/tenant_id/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs13){
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 0 || isNaN(data5)){
validate10.errors = [{instancePath:instancePath+"/run/tenant_id",schemaPath:"#/properties/run/properties/tenant_id/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid1 = _errs13 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data3.tenant !== undefined){
let data6 = data3.tenant;
const _errs15 = errors;
if(errors === _errs15){
if(typeof data6 === "string"){
if(func3(data6) > 200){
validate10.errors = [{instancePath:instancePath+"/run/tenant",schemaPath:"#/properties/run/properties/tenant/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/run/tenant",schemaPath:"#/properties/run/properties/tenant/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid1 = _errs15 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data3.kind !== undefined){
let data7 = data3.kind;
const _errs17 = errors;
if(typeof data7 !== "string"){
validate10.errors = [{instancePath:instancePath+"/run/kind",schemaPath:"#/properties/run/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((data7 === "incremental") || (data7 === "backfill")) || (data7 === "rebuild"))){
validate10.errors = [{instancePath:instancePath+"/run/kind",schemaPath:"#/properties/run/properties/kind/enum",keyword:"enum",params:{allowedValues: schema11.properties.run.properties.kind.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid1 = _errs17 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data3.trigger !== undefined){
let data8 = data3.trigger;
const _errs19 = errors;
if(errors === _errs19){
if(typeof data8 === "string"){
if(func3(data8) > 32){
validate10.errors = [{instancePath:instancePath+"/run/trigger",schemaPath:"#/properties/run/properties/trigger/maxLength",keyword:"maxLength",params:{limit: 32},message:"must NOT have more than 32 characters"}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/run/trigger",schemaPath:"#/properties/run/properties/trigger/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid1 = _errs19 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data3.fence !== undefined){
let data9 = data3.fence;
const _errs21 = errors;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
validate10.errors = [{instancePath:instancePath+"/run/fence",schemaPath:"#/properties/run/properties/fence/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs21){
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 0 || isNaN(data9)){
validate10.errors = [{instancePath:instancePath+"/run/fence",schemaPath:"#/properties/run/properties/fence/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid1 = _errs21 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data3.token !== undefined){
let data10 = data3.token;
const _errs23 = errors;
if(errors === _errs23){
if(typeof data10 === "string"){
if(func3(data10) > 200){
validate10.errors = [{instancePath:instancePath+"/run/token",schemaPath:"#/properties/run/properties/token/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/run/token",schemaPath:"#/properties/run/properties/token/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid1 = _errs23 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data3.lease_expires_ms !== undefined){
let data11 = data3.lease_expires_ms;
const _errs25 = errors;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
validate10.errors = [{instancePath:instancePath+"/run/lease_expires_ms",schemaPath:"#/properties/run/properties/lease_expires_ms/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs25){
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 0 || isNaN(data11)){
validate10.errors = [{instancePath:instancePath+"/run/lease_expires_ms",schemaPath:"#/properties/run/properties/lease_expires_ms/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid1 = _errs25 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data3.resume !== undefined){
let data12 = data3.resume;
const _errs27 = errors;
if((!(data12 && typeof data12 == "object" && !Array.isArray(data12))) && (data12 !== null)){
validate10.errors = [{instancePath:instancePath+"/run/resume",schemaPath:"#/properties/run/properties/resume/type",keyword:"type",params:{type: schema11.properties.run.properties.resume.type},message:"must be object,null"}];
return false;
}
var valid1 = _errs27 === errors;
}
else {
var valid1 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.salesforce !== undefined){
let data13 = data.salesforce;
const _errs30 = errors;
if((!(data13 && typeof data13 == "object" && !Array.isArray(data13))) && (data13 !== null)){
validate10.errors = [{instancePath:instancePath+"/salesforce",schemaPath:"#/properties/salesforce/type",keyword:"type",params:{type: schema11.properties.salesforce.type},message:"must be object,null"}];
return false;
}
if(errors === _errs30){
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
let missing2;
if((((((data13.access_token === undefined) && (missing2 = "access_token")) || ((data13.instance_url === undefined) && (missing2 = "instance_url"))) || ((data13.generation === undefined) && (missing2 = "generation"))) || ((data13.api_version === undefined) && (missing2 = "api_version"))) || ((data13.org_id === undefined) && (missing2 = "org_id"))){
validate10.errors = [{instancePath:instancePath+"/salesforce",schemaPath:"#/properties/salesforce/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs32 = errors;
for(const key2 in data13){
if(!(((((key2 === "access_token") || (key2 === "instance_url")) || (key2 === "generation")) || (key2 === "api_version")) || (key2 === "org_id"))){
validate10.errors = [{instancePath:instancePath+"/salesforce",schemaPath:"#/properties/salesforce/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs32 === errors){
if(data13.access_token !== undefined){
let data14 = data13.access_token;
const _errs33 = errors;
if(errors === _errs33){
if(typeof data14 === "string"){
if(func3(data14) > 4000){
validate10.errors = [{instancePath:instancePath+"/salesforce/access_token",schemaPath:"#/properties/salesforce/properties/access_token/maxLength",keyword:"maxLength",params:{limit: 4000},message:"must NOT have more than 4000 characters"}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/salesforce/access_token",schemaPath:"#/properties/salesforce/properties/access_token/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid2 = _errs33 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data13.instance_url !== undefined){
let data15 = data13.instance_url;
const _errs35 = errors;
if(errors === _errs35){
if(typeof data15 === "string"){
if(func3(data15) > 500){
validate10.errors = [{instancePath:instancePath+"/salesforce/instance_url",schemaPath:"#/properties/salesforce/properties/instance_url/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/salesforce/instance_url",schemaPath:"#/properties/salesforce/properties/instance_url/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid2 = _errs35 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data13.generation !== undefined){
let data16 = data13.generation;
const _errs37 = errors;
if(!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16)))){
validate10.errors = [{instancePath:instancePath+"/salesforce/generation",schemaPath:"#/properties/salesforce/properties/generation/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs37){
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 < 0 || isNaN(data16)){
validate10.errors = [{instancePath:instancePath+"/salesforce/generation",schemaPath:"#/properties/salesforce/properties/generation/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid2 = _errs37 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data13.api_version !== undefined){
let data17 = data13.api_version;
const _errs39 = errors;
if(errors === _errs39){
if(typeof data17 === "string"){
if(func3(data17) > 8){
validate10.errors = [{instancePath:instancePath+"/salesforce/api_version",schemaPath:"#/properties/salesforce/properties/api_version/maxLength",keyword:"maxLength",params:{limit: 8},message:"must NOT have more than 8 characters"}];
return false;
}
else {
if(!pattern0.test(data17)){
validate10.errors = [{instancePath:instancePath+"/salesforce/api_version",schemaPath:"#/properties/salesforce/properties/api_version/pattern",keyword:"pattern",params:{pattern: "^[0-9]{2,3}\\.0$"},message:"must match pattern \""+"^[0-9]{2,3}\\.0$"+"\""}];
return false;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/salesforce/api_version",schemaPath:"#/properties/salesforce/properties/api_version/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid2 = _errs39 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data13.org_id !== undefined){
let data18 = data13.org_id;
const _errs41 = errors;
if((typeof data18 !== "string") && (data18 !== null)){
validate10.errors = [{instancePath:instancePath+"/salesforce/org_id",schemaPath:"#/properties/salesforce/properties/org_id/type",keyword:"type",params:{type: schema11.properties.salesforce.properties.org_id.type},message:"must be string,null"}];
return false;
}
if(errors === _errs41){
if(typeof data18 === "string"){
if(func3(data18) > 18){
validate10.errors = [{instancePath:instancePath+"/salesforce/org_id",schemaPath:"#/properties/salesforce/properties/org_id/maxLength",keyword:"maxLength",params:{limit: 18},message:"must NOT have more than 18 characters"}];
return false;
}
}
}
var valid2 = _errs41 === errors;
}
else {
var valid2 = true;
}
}
}
}
}
}
}
}
}
var valid0 = _errs30 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.mappings !== undefined){
let data19 = data.mappings;
const _errs43 = errors;
if(errors === _errs43){
if(Array.isArray(data19)){
var valid3 = true;
const len0 = data19.length;
for(let i0=0; i0<len0; i0++){
let data20 = data19[i0];
const _errs45 = errors;
if(errors === _errs45){
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
let missing3;
if((((((((((((((data20.id === undefined) && (missing3 = "id")) || ((data20.version === undefined) && (missing3 = "version"))) || ((data20.name === undefined) && (missing3 = "name"))) || ((data20.direction === undefined) && (missing3 = "direction"))) || ((data20.sobject === undefined) && (missing3 = "sobject"))) || ((data20.filter === undefined) && (missing3 = "filter"))) || ((data20.record_types === undefined) && (missing3 = "record_types"))) || ((data20.post_type === undefined) && (missing3 = "post_type"))) || ((data20.withdrawal === undefined) && (missing3 = "withdrawal"))) || ((data20.timezone === undefined) && (missing3 = "timezone"))) || ((data20.natural_key === undefined) && (missing3 = "natural_key"))) || ((data20.order === undefined) && (missing3 = "order"))) || ((data20.fields === undefined) && (missing3 = "fields"))){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0,schemaPath:"#/properties/mappings/items/required",keyword:"required",params:{missingProperty: missing3},message:"must have required property '"+missing3+"'"}];
return false;
}
else {
const _errs47 = errors;
for(const key3 in data20){
if(!(func2.call(schema11.properties.mappings.items.properties, key3))){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0,schemaPath:"#/properties/mappings/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs47 === errors){
if(data20.id !== undefined){
let data21 = data20.id;
const _errs48 = errors;
if(errors === _errs48){
if(typeof data21 === "string"){
if(func3(data21) > 64){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/id",schemaPath:"#/properties/mappings/items/properties/id/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(!pattern1.test(data21)){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/id",schemaPath:"#/properties/mappings/items/properties/id/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*$"+"\""}];
return false;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/id",schemaPath:"#/properties/mappings/items/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid4 = _errs48 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data20.version !== undefined){
let data22 = data20.version;
const _errs50 = errors;
if(!(((typeof data22 == "number") && (!(data22 % 1) && !isNaN(data22))) && (isFinite(data22)))){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/version",schemaPath:"#/properties/mappings/items/properties/version/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs50){
if((typeof data22 == "number") && (isFinite(data22))){
if(data22 < 1 || isNaN(data22)){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/version",schemaPath:"#/properties/mappings/items/properties/version/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
var valid4 = _errs50 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data20.name !== undefined){
let data23 = data20.name;
const _errs52 = errors;
if(errors === _errs52){
if(typeof data23 === "string"){
if(func3(data23) > 200){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/name",schemaPath:"#/properties/mappings/items/properties/name/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/name",schemaPath:"#/properties/mappings/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid4 = _errs52 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data20.direction !== undefined){
let data24 = data20.direction;
const _errs54 = errors;
if(typeof data24 !== "string"){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/direction",schemaPath:"#/properties/mappings/items/properties/direction/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(data24 === "in")){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/direction",schemaPath:"#/properties/mappings/items/properties/direction/enum",keyword:"enum",params:{allowedValues: schema11.properties.mappings.items.properties.direction.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid4 = _errs54 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data20.sobject !== undefined){
let data25 = data20.sobject;
const _errs56 = errors;
if(errors === _errs56){
if(typeof data25 === "string"){
if(func3(data25) > 100){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/sobject",schemaPath:"#/properties/mappings/items/properties/sobject/maxLength",keyword:"maxLength",params:{limit: 100},message:"must NOT have more than 100 characters"}];
return false;
}
else {
if(!pattern2.test(data25)){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/sobject",schemaPath:"#/properties/mappings/items/properties/sobject/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_]*$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_]*$"+"\""}];
return false;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/sobject",schemaPath:"#/properties/mappings/items/properties/sobject/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid4 = _errs56 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data20.filter !== undefined){
let data26 = data20.filter;
const _errs58 = errors;
if((typeof data26 !== "string") && (data26 !== null)){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/filter",schemaPath:"#/properties/mappings/items/properties/filter/type",keyword:"type",params:{type: schema11.properties.mappings.items.properties.filter.type},message:"must be string,null"}];
return false;
}
if(errors === _errs58){
if(typeof data26 === "string"){
if(func3(data26) > 4000){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/filter",schemaPath:"#/properties/mappings/items/properties/filter/maxLength",keyword:"maxLength",params:{limit: 4000},message:"must NOT have more than 4000 characters"}];
return false;
}
}
}
var valid4 = _errs58 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data20.record_types !== undefined){
let data27 = data20.record_types;
const _errs60 = errors;
if(errors === _errs60){
if(Array.isArray(data27)){
if(data27.length > 50){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/record_types",schemaPath:"#/properties/mappings/items/properties/record_types/maxItems",keyword:"maxItems",params:{limit: 50},message:"must NOT have more than 50 items"}];
return false;
}
else {
var valid5 = true;
const len1 = data27.length;
for(let i1=0; i1<len1; i1++){
let data28 = data27[i1];
const _errs62 = errors;
if(errors === _errs62){
if(typeof data28 === "string"){
if(func3(data28) > 80){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/record_types/" + i1,schemaPath:"#/properties/mappings/items/properties/record_types/items/maxLength",keyword:"maxLength",params:{limit: 80},message:"must NOT have more than 80 characters"}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/record_types/" + i1,schemaPath:"#/properties/mappings/items/properties/record_types/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid5 = _errs62 === errors;
if(!valid5){
break;
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/record_types",schemaPath:"#/properties/mappings/items/properties/record_types/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid4 = _errs60 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data20.post_type !== undefined){
let data29 = data20.post_type;
const _errs64 = errors;
if(errors === _errs64){
if(typeof data29 === "string"){
if(func3(data29) > 20){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/post_type",schemaPath:"#/properties/mappings/items/properties/post_type/maxLength",keyword:"maxLength",params:{limit: 20},message:"must NOT have more than 20 characters"}];
return false;
}
else {
if(!pattern3.test(data29)){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/post_type",schemaPath:"#/properties/mappings/items/properties/post_type/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9_-]+$"},message:"must match pattern \""+"^[a-z0-9_-]+$"+"\""}];
return false;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/post_type",schemaPath:"#/properties/mappings/items/properties/post_type/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid4 = _errs64 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data20.withdrawal !== undefined){
let data30 = data20.withdrawal;
const _errs66 = errors;
if(typeof data30 !== "string"){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/withdrawal",schemaPath:"#/properties/mappings/items/properties/withdrawal/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((data30 === "draft") || (data30 === "trash")) || (data30 === "keep"))){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/withdrawal",schemaPath:"#/properties/mappings/items/properties/withdrawal/enum",keyword:"enum",params:{allowedValues: schema11.properties.mappings.items.properties.withdrawal.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid4 = _errs66 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data20.timezone !== undefined){
let data31 = data20.timezone;
const _errs68 = errors;
if((typeof data31 !== "string") && (data31 !== null)){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/timezone",schemaPath:"#/properties/mappings/items/properties/timezone/type",keyword:"type",params:{type: schema11.properties.mappings.items.properties.timezone.type},message:"must be string,null"}];
return false;
}
if(errors === _errs68){
if(typeof data31 === "string"){
if(func3(data31) > 64){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/timezone",schemaPath:"#/properties/mappings/items/properties/timezone/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
}
}
var valid4 = _errs68 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data20.natural_key !== undefined){
let data32 = data20.natural_key;
const _errs70 = errors;
if((typeof data32 !== "string") && (data32 !== null)){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/natural_key",schemaPath:"#/properties/mappings/items/properties/natural_key/type",keyword:"type",params:{type: schema11.properties.mappings.items.properties.natural_key.type},message:"must be string,null"}];
return false;
}
if(errors === _errs70){
if(typeof data32 === "string"){
if(func3(data32) > 200){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/natural_key",schemaPath:"#/properties/mappings/items/properties/natural_key/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"}];
return false;
}
else {
if(!pattern4.test(data32)){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/natural_key",schemaPath:"#/properties/mappings/items/properties/natural_key/pattern",keyword:"pattern",params:{pattern: "^(title|content|excerpt|slug|status|parent|image|(meta|acf|taxonomy):[A-Za-z0-9_-]+)$"},message:"must match pattern \""+"^(title|content|excerpt|slug|status|parent|image|(meta|acf|taxonomy):[A-Za-z0-9_-]+)$"+"\""}];
return false;
}
}
}
}
var valid4 = _errs70 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data20.order !== undefined){
let data33 = data20.order;
const _errs72 = errors;
if(!(((typeof data33 == "number") && (!(data33 % 1) && !isNaN(data33))) && (isFinite(data33)))){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/order",schemaPath:"#/properties/mappings/items/properties/order/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs72){
if((typeof data33 == "number") && (isFinite(data33))){
if(data33 > 1000 || isNaN(data33)){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/order",schemaPath:"#/properties/mappings/items/properties/order/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000},message:"must be <= 1000"}];
return false;
}
else {
if(data33 < 0 || isNaN(data33)){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/order",schemaPath:"#/properties/mappings/items/properties/order/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid4 = _errs72 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data20.fields !== undefined){
let data34 = data20.fields;
const _errs74 = errors;
if(errors === _errs74){
if(Array.isArray(data34)){
if(data34.length > 500){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/fields",schemaPath:"#/properties/mappings/items/properties/fields/maxItems",keyword:"maxItems",params:{limit: 500},message:"must NOT have more than 500 items"}];
return false;
}
else {
if(data34.length < 1){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/fields",schemaPath:"#/properties/mappings/items/properties/fields/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"}];
return false;
}
else {
var valid6 = true;
const len2 = data34.length;
for(let i2=0; i2<len2; i2++){
let data35 = data34[i2];
const _errs76 = errors;
if(errors === _errs76){
if(data35 && typeof data35 == "object" && !Array.isArray(data35)){
let missing4;
if((((data35.to === undefined) && (missing4 = "to")) || ((data35.owner === undefined) && (missing4 = "owner"))) || ((data35.empty === undefined) && (missing4 = "empty"))){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/fields/" + i2,schemaPath:"#/properties/mappings/items/properties/fields/items/required",keyword:"required",params:{missingProperty: missing4},message:"must have required property '"+missing4+"'"}];
return false;
}
else {
const _errs78 = errors;
for(const key4 in data35){
if(!((((((((key4 === "to") || (key4 === "from")) || (key4 === "expression")) || (key4 === "transforms")) || (key4 === "owner")) || (key4 === "empty")) || (key4 === "default")) || (key4 === "label"))){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/fields/" + i2,schemaPath:"#/properties/mappings/items/properties/fields/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs78 === errors){
if(data35.to !== undefined){
let data36 = data35.to;
const _errs79 = errors;
if(errors === _errs79){
if(typeof data36 === "string"){
if(func3(data36) > 200){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/fields/" + i2+"/to",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/to/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"}];
return false;
}
else {
if(!pattern4.test(data36)){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/fields/" + i2+"/to",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/to/pattern",keyword:"pattern",params:{pattern: "^(title|content|excerpt|slug|status|parent|image|(meta|acf|taxonomy):[A-Za-z0-9_-]+)$"},message:"must match pattern \""+"^(title|content|excerpt|slug|status|parent|image|(meta|acf|taxonomy):[A-Za-z0-9_-]+)$"+"\""}];
return false;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/fields/" + i2+"/to",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/to/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid7 = _errs79 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data35.from !== undefined){
let data37 = data35.from;
const _errs81 = errors;
if(errors === _errs81){
if(typeof data37 === "string"){
if(func3(data37) > 500){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/fields/" + i2+"/from",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/from/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"}];
return false;
}
else {
if(!pattern6.test(data37)){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/fields/" + i2+"/from",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/from/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*){0,5}$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*){0,5}$"+"\""}];
return false;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/fields/" + i2+"/from",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/from/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid7 = _errs81 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data35.expression !== undefined){
let data38 = data35.expression;
const _errs83 = errors;
if(errors === _errs83){
if(typeof data38 === "string"){
if(func3(data38) > 4000){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/fields/" + i2+"/expression",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/expression/maxLength",keyword:"maxLength",params:{limit: 4000},message:"must NOT have more than 4000 characters"}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/fields/" + i2+"/expression",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/expression/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid7 = _errs83 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data35.transforms !== undefined){
let data39 = data35.transforms;
const _errs85 = errors;
if(errors === _errs85){
if(Array.isArray(data39)){
if(data39.length > 10){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/fields/" + i2+"/transforms",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/transforms/maxItems",keyword:"maxItems",params:{limit: 10},message:"must NOT have more than 10 items"}];
return false;
}
else {
var valid8 = true;
const len3 = data39.length;
for(let i3=0; i3<len3; i3++){
let data40 = data39[i3];
const _errs87 = errors;
if(errors === _errs87){
if(data40 && typeof data40 == "object" && !Array.isArray(data40)){
let missing5;
if((data40.name === undefined) && (missing5 = "name")){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/fields/" + i2+"/transforms/" + i3,schemaPath:"#/properties/mappings/items/properties/fields/items/properties/transforms/items/required",keyword:"required",params:{missingProperty: missing5},message:"must have required property '"+missing5+"'"}];
return false;
}
else {
const _errs89 = errors;
for(const key5 in data40){
if(!((key5 === "name") || (key5 === "options"))){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/fields/" + i2+"/transforms/" + i3,schemaPath:"#/properties/mappings/items/properties/fields/items/properties/transforms/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs89 === errors){
if(data40.name !== undefined){
let data41 = data40.name;
const _errs90 = errors;
if(errors === _errs90){
if(typeof data41 === "string"){
if(func3(data41) > 64){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/fields/" + i2+"/transforms/" + i3+"/name",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/transforms/items/properties/name/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/fields/" + i2+"/transforms/" + i3+"/name",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/transforms/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid9 = _errs90 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data40.options !== undefined){
let data42 = data40.options;
const _errs92 = errors;
if(errors === _errs92){
if(data42 && typeof data42 == "object" && !Array.isArray(data42)){
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/fields/" + i2+"/transforms/" + i3+"/options",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/transforms/items/properties/options/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid9 = _errs92 === errors;
}
else {
var valid9 = true;
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/fields/" + i2+"/transforms/" + i3,schemaPath:"#/properties/mappings/items/properties/fields/items/properties/transforms/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid8 = _errs87 === errors;
if(!valid8){
break;
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/fields/" + i2+"/transforms",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/transforms/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid7 = _errs85 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data35.owner !== undefined){
let data43 = data35.owner;
const _errs95 = errors;
if(typeof data43 !== "string"){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/fields/" + i2+"/owner",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/owner/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((data43 === "salesforce") || (data43 === "wordpress")) || (data43 === "newest")) || (data43 === "fill_if_empty"))){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/fields/" + i2+"/owner",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/owner/enum",keyword:"enum",params:{allowedValues: schema11.properties.mappings.items.properties.fields.items.properties.owner.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid7 = _errs95 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data35.empty !== undefined){
let data44 = data35.empty;
const _errs97 = errors;
if(typeof data44 !== "string"){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/fields/" + i2+"/empty",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/empty/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((data44 === "clear") || (data44 === "keep")) || (data44 === "default")) || (data44 === "reject"))){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/fields/" + i2+"/empty",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/empty/enum",keyword:"enum",params:{allowedValues: schema11.properties.mappings.items.properties.fields.items.properties.empty.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid7 = _errs97 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data35.default !== undefined){
let data45 = data35.default;
const _errs99 = errors;
if((((typeof data45 !== "string") && (!((typeof data45 == "number") && (isFinite(data45))))) && (typeof data45 !== "boolean")) && (data45 !== null)){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/fields/" + i2+"/default",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/default/type",keyword:"type",params:{type: schema11.properties.mappings.items.properties.fields.items.properties.default.type},message:"must be string,number,boolean,null"}];
return false;
}
var valid7 = _errs99 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data35.label !== undefined){
let data46 = data35.label;
const _errs101 = errors;
if(errors === _errs101){
if(typeof data46 === "string"){
if(func3(data46) > 200){
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/fields/" + i2+"/label",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/label/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters"}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/fields/" + i2+"/label",schemaPath:"#/properties/mappings/items/properties/fields/items/properties/label/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid7 = _errs101 === errors;
}
else {
var valid7 = true;
}
}
}
}
}
}
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/fields/" + i2,schemaPath:"#/properties/mappings/items/properties/fields/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid6 = _errs76 === errors;
if(!valid6){
break;
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0+"/fields",schemaPath:"#/properties/mappings/items/properties/fields/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid4 = _errs74 === errors;
}
else {
var valid4 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings/" + i0,schemaPath:"#/properties/mappings/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid3 = _errs45 === errors;
if(!valid3){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/mappings",schemaPath:"#/properties/mappings/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs43 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.watermarks !== undefined){
let data47 = data.watermarks;
const _errs103 = errors;
if(errors === _errs103){
if(Array.isArray(data47)){
var valid10 = true;
const len4 = data47.length;
for(let i4=0; i4<len4; i4++){
let data48 = data47[i4];
const _errs105 = errors;
if(errors === _errs105){
if(data48 && typeof data48 == "object" && !Array.isArray(data48)){
let missing6;
if(((((data48.mapping_id === undefined) && (missing6 = "mapping_id")) || ((data48.stamp_ms === undefined) && (missing6 = "stamp_ms"))) || ((data48.deleted_covered_ms === undefined) && (missing6 = "deleted_covered_ms"))) || ((data48.swept_ms === undefined) && (missing6 = "swept_ms"))){
validate10.errors = [{instancePath:instancePath+"/watermarks/" + i4,schemaPath:"#/properties/watermarks/items/required",keyword:"required",params:{missingProperty: missing6},message:"must have required property '"+missing6+"'"}];
return false;
}
else {
const _errs107 = errors;
for(const key6 in data48){
if(!((((key6 === "mapping_id") || (key6 === "stamp_ms")) || (key6 === "deleted_covered_ms")) || (key6 === "swept_ms"))){
validate10.errors = [{instancePath:instancePath+"/watermarks/" + i4,schemaPath:"#/properties/watermarks/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs107 === errors){
if(data48.mapping_id !== undefined){
let data49 = data48.mapping_id;
const _errs108 = errors;
if(errors === _errs108){
if(typeof data49 === "string"){
if(func3(data49) > 64){
validate10.errors = [{instancePath:instancePath+"/watermarks/" + i4+"/mapping_id",schemaPath:"#/properties/watermarks/items/properties/mapping_id/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/watermarks/" + i4+"/mapping_id",schemaPath:"#/properties/watermarks/items/properties/mapping_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid11 = _errs108 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data48.stamp_ms !== undefined){
let data50 = data48.stamp_ms;
const _errs110 = errors;
if((!(((typeof data50 == "number") && (!(data50 % 1) && !isNaN(data50))) && (isFinite(data50)))) && (data50 !== null)){
validate10.errors = [{instancePath:instancePath+"/watermarks/" + i4+"/stamp_ms",schemaPath:"#/properties/watermarks/items/properties/stamp_ms/type",keyword:"type",params:{type: schema11.properties.watermarks.items.properties.stamp_ms.type},message:"must be integer,null"}];
return false;
}
if(errors === _errs110){
if((typeof data50 == "number") && (isFinite(data50))){
if(data50 < 0 || isNaN(data50)){
validate10.errors = [{instancePath:instancePath+"/watermarks/" + i4+"/stamp_ms",schemaPath:"#/properties/watermarks/items/properties/stamp_ms/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid11 = _errs110 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data48.deleted_covered_ms !== undefined){
let data51 = data48.deleted_covered_ms;
const _errs112 = errors;
if((!(((typeof data51 == "number") && (!(data51 % 1) && !isNaN(data51))) && (isFinite(data51)))) && (data51 !== null)){
validate10.errors = [{instancePath:instancePath+"/watermarks/" + i4+"/deleted_covered_ms",schemaPath:"#/properties/watermarks/items/properties/deleted_covered_ms/type",keyword:"type",params:{type: schema11.properties.watermarks.items.properties.deleted_covered_ms.type},message:"must be integer,null"}];
return false;
}
if(errors === _errs112){
if((typeof data51 == "number") && (isFinite(data51))){
if(data51 < 0 || isNaN(data51)){
validate10.errors = [{instancePath:instancePath+"/watermarks/" + i4+"/deleted_covered_ms",schemaPath:"#/properties/watermarks/items/properties/deleted_covered_ms/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid11 = _errs112 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data48.swept_ms !== undefined){
let data52 = data48.swept_ms;
const _errs114 = errors;
if((!(((typeof data52 == "number") && (!(data52 % 1) && !isNaN(data52))) && (isFinite(data52)))) && (data52 !== null)){
validate10.errors = [{instancePath:instancePath+"/watermarks/" + i4+"/swept_ms",schemaPath:"#/properties/watermarks/items/properties/swept_ms/type",keyword:"type",params:{type: schema11.properties.watermarks.items.properties.swept_ms.type},message:"must be integer,null"}];
return false;
}
if(errors === _errs114){
if((typeof data52 == "number") && (isFinite(data52))){
if(data52 < 0 || isNaN(data52)){
validate10.errors = [{instancePath:instancePath+"/watermarks/" + i4+"/swept_ms",schemaPath:"#/properties/watermarks/items/properties/swept_ms/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid11 = _errs114 === errors;
}
else {
var valid11 = true;
}
}
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/watermarks/" + i4,schemaPath:"#/properties/watermarks/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid10 = _errs105 === errors;
if(!valid10){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/watermarks",schemaPath:"#/properties/watermarks/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs103 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.known !== undefined){
let data53 = data.known;
const _errs116 = errors;
if(errors === _errs116){
if(Array.isArray(data53)){
var valid12 = true;
const len5 = data53.length;
for(let i5=0; i5<len5; i5++){
let data54 = data53[i5];
const _errs118 = errors;
if(errors === _errs118){
if(data54 && typeof data54 == "object" && !Array.isArray(data54)){
let missing7;
if(((data54.mapping_id === undefined) && (missing7 = "mapping_id")) || ((data54.records === undefined) && (missing7 = "records"))){
validate10.errors = [{instancePath:instancePath+"/known/" + i5,schemaPath:"#/properties/known/items/required",keyword:"required",params:{missingProperty: missing7},message:"must have required property '"+missing7+"'"}];
return false;
}
else {
const _errs120 = errors;
for(const key7 in data54){
if(!((key7 === "mapping_id") || (key7 === "records"))){
validate10.errors = [{instancePath:instancePath+"/known/" + i5,schemaPath:"#/properties/known/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs120 === errors){
if(data54.mapping_id !== undefined){
let data55 = data54.mapping_id;
const _errs121 = errors;
if(errors === _errs121){
if(typeof data55 === "string"){
if(func3(data55) > 64){
validate10.errors = [{instancePath:instancePath+"/known/" + i5+"/mapping_id",schemaPath:"#/properties/known/items/properties/mapping_id/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/known/" + i5+"/mapping_id",schemaPath:"#/properties/known/items/properties/mapping_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid13 = _errs121 === errors;
}
else {
var valid13 = true;
}
if(valid13){
if(data54.records !== undefined){
let data56 = data54.records;
const _errs123 = errors;
if(errors === _errs123){
if(Array.isArray(data56)){
if(data56.length > 2000){
validate10.errors = [{instancePath:instancePath+"/known/" + i5+"/records",schemaPath:"#/properties/known/items/properties/records/maxItems",keyword:"maxItems",params:{limit: 2000},message:"must NOT have more than 2000 items"}];
return false;
}
else {
var valid14 = true;
const len6 = data56.length;
for(let i6=0; i6<len6; i6++){
let data57 = data56[i6];
const _errs125 = errors;
if(errors === _errs125){
if(Array.isArray(data57)){
if(data57.length > 3){
validate10.errors = [{instancePath:instancePath+"/known/" + i5+"/records/" + i6,schemaPath:"#/properties/known/items/properties/records/items/maxItems",keyword:"maxItems",params:{limit: 3},message:"must NOT have more than 3 items"}];
return false;
}
else {
if(data57.length < 3){
validate10.errors = [{instancePath:instancePath+"/known/" + i5+"/records/" + i6,schemaPath:"#/properties/known/items/properties/records/items/minItems",keyword:"minItems",params:{limit: 3},message:"must NOT have fewer than 3 items"}];
return false;
}
else {
var valid15 = true;
const len7 = data57.length;
for(let i7=0; i7<len7; i7++){
let data58 = data57[i7];
const _errs127 = errors;
if(((typeof data58 !== "string") && (!(((typeof data58 == "number") && (!(data58 % 1) && !isNaN(data58))) && (isFinite(data58))))) && (typeof data58 !== "boolean")){
validate10.errors = [{instancePath:instancePath+"/known/" + i5+"/records/" + i6+"/" + i7,schemaPath:"#/properties/known/items/properties/records/items/items/type",keyword:"type",params:{type: schema11.properties.known.items.properties.records.items.items.type},message:"must be string,integer,boolean"}];
return false;
}
var valid15 = _errs127 === errors;
if(!valid15){
break;
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/known/" + i5+"/records/" + i6,schemaPath:"#/properties/known/items/properties/records/items/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid14 = _errs125 === errors;
if(!valid14){
break;
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/known/" + i5+"/records",schemaPath:"#/properties/known/items/properties/records/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid13 = _errs123 === errors;
}
else {
var valid13 = true;
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/known/" + i5,schemaPath:"#/properties/known/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid12 = _errs118 === errors;
if(!valid12){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/known",schemaPath:"#/properties/known/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs116 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.inbox !== undefined){
let data59 = data.inbox;
const _errs129 = errors;
if(errors === _errs129){
if(Array.isArray(data59)){
var valid16 = true;
const len8 = data59.length;
for(let i8=0; i8<len8; i8++){
let data60 = data59[i8];
const _errs131 = errors;
if(errors === _errs131){
if(data60 && typeof data60 == "object" && !Array.isArray(data60)){
let missing8;
if(((data60.mapping_id === undefined) && (missing8 = "mapping_id")) || ((data60.ids === undefined) && (missing8 = "ids"))){
validate10.errors = [{instancePath:instancePath+"/inbox/" + i8,schemaPath:"#/properties/inbox/items/required",keyword:"required",params:{missingProperty: missing8},message:"must have required property '"+missing8+"'"}];
return false;
}
else {
const _errs133 = errors;
for(const key8 in data60){
if(!((key8 === "mapping_id") || (key8 === "ids"))){
validate10.errors = [{instancePath:instancePath+"/inbox/" + i8,schemaPath:"#/properties/inbox/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs133 === errors){
if(data60.mapping_id !== undefined){
let data61 = data60.mapping_id;
const _errs134 = errors;
if(errors === _errs134){
if(typeof data61 === "string"){
if(func3(data61) > 64){
validate10.errors = [{instancePath:instancePath+"/inbox/" + i8+"/mapping_id",schemaPath:"#/properties/inbox/items/properties/mapping_id/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/inbox/" + i8+"/mapping_id",schemaPath:"#/properties/inbox/items/properties/mapping_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid17 = _errs134 === errors;
}
else {
var valid17 = true;
}
if(valid17){
if(data60.ids !== undefined){
let data62 = data60.ids;
const _errs136 = errors;
if(errors === _errs136){
if(Array.isArray(data62)){
if(data62.length > 10000){
validate10.errors = [{instancePath:instancePath+"/inbox/" + i8+"/ids",schemaPath:"#/properties/inbox/items/properties/ids/maxItems",keyword:"maxItems",params:{limit: 10000},message:"must NOT have more than 10000 items"}];
return false;
}
else {
var valid18 = true;
const len9 = data62.length;
for(let i9=0; i9<len9; i9++){
let data63 = data62[i9];
const _errs138 = errors;
if(errors === _errs138){
if(typeof data63 === "string"){
if(!pattern7.test(data63)){
validate10.errors = [{instancePath:instancePath+"/inbox/" + i8+"/ids/" + i9,schemaPath:"#/properties/inbox/items/properties/ids/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9]{18}$"},message:"must match pattern \""+"^[A-Za-z0-9]{18}$"+"\""}];
return false;
}
}
else {
validate10.errors = [{instancePath:instancePath+"/inbox/" + i8+"/ids/" + i9,schemaPath:"#/properties/inbox/items/properties/ids/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid18 = _errs138 === errors;
if(!valid18){
break;
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/inbox/" + i8+"/ids",schemaPath:"#/properties/inbox/items/properties/ids/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid17 = _errs136 === errors;
}
else {
var valid17 = true;
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/inbox/" + i8,schemaPath:"#/properties/inbox/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid16 = _errs131 === errors;
if(!valid16){
break;
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/inbox",schemaPath:"#/properties/inbox/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs129 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.limits !== undefined){
let data64 = data.limits;
const _errs140 = errors;
if(errors === _errs140){
if(data64 && typeof data64 == "object" && !Array.isArray(data64)){
let missing9;
if((((((((data64.offer_records === undefined) && (missing9 = "offer_records")) || ((data64.delivery_bytes === undefined) && (missing9 = "delivery_bytes"))) || ((data64.overlap_seconds === undefined) && (missing9 = "overlap_seconds"))) || ((data64.sweep_overlap_seconds === undefined) && (missing9 = "sweep_overlap_seconds"))) || ((data64.sweep_every_seconds === undefined) && (missing9 = "sweep_every_seconds"))) || ((data64.lag_seconds === undefined) && (missing9 = "lag_seconds"))) || ((data64.rebuild_step_seconds === undefined) && (missing9 = "rebuild_step_seconds"))){
validate10.errors = [{instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/required",keyword:"required",params:{missingProperty: missing9},message:"must have required property '"+missing9+"'"}];
return false;
}
else {
const _errs142 = errors;
for(const key9 in data64){
if(!(((((((key9 === "offer_records") || (key9 === "delivery_bytes")) || (key9 === "overlap_seconds")) || (key9 === "sweep_overlap_seconds")) || (key9 === "sweep_every_seconds")) || (key9 === "lag_seconds")) || (key9 === "rebuild_step_seconds"))){
validate10.errors = [{instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs142 === errors){
if(data64.offer_records !== undefined){
let data65 = data64.offer_records;
const _errs143 = errors;
if(!(((typeof data65 == "number") && (!(data65 % 1) && !isNaN(data65))) && (isFinite(data65)))){
validate10.errors = [{instancePath:instancePath+"/limits/offer_records",schemaPath:"#/properties/limits/properties/offer_records/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs143){
if((typeof data65 == "number") && (isFinite(data65))){
if(data65 < 0 || isNaN(data65)){
validate10.errors = [{instancePath:instancePath+"/limits/offer_records",schemaPath:"#/properties/limits/properties/offer_records/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid19 = _errs143 === errors;
}
else {
var valid19 = true;
}
if(valid19){
if(data64.delivery_bytes !== undefined){
let data66 = data64.delivery_bytes;
const _errs145 = errors;
if(!(((typeof data66 == "number") && (!(data66 % 1) && !isNaN(data66))) && (isFinite(data66)))){
validate10.errors = [{instancePath:instancePath+"/limits/delivery_bytes",schemaPath:"#/properties/limits/properties/delivery_bytes/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs145){
if((typeof data66 == "number") && (isFinite(data66))){
if(data66 < 0 || isNaN(data66)){
validate10.errors = [{instancePath:instancePath+"/limits/delivery_bytes",schemaPath:"#/properties/limits/properties/delivery_bytes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid19 = _errs145 === errors;
}
else {
var valid19 = true;
}
if(valid19){
if(data64.overlap_seconds !== undefined){
let data67 = data64.overlap_seconds;
const _errs147 = errors;
if(!(((typeof data67 == "number") && (!(data67 % 1) && !isNaN(data67))) && (isFinite(data67)))){
validate10.errors = [{instancePath:instancePath+"/limits/overlap_seconds",schemaPath:"#/properties/limits/properties/overlap_seconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs147){
if((typeof data67 == "number") && (isFinite(data67))){
if(data67 < 0 || isNaN(data67)){
validate10.errors = [{instancePath:instancePath+"/limits/overlap_seconds",schemaPath:"#/properties/limits/properties/overlap_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid19 = _errs147 === errors;
}
else {
var valid19 = true;
}
if(valid19){
if(data64.sweep_overlap_seconds !== undefined){
let data68 = data64.sweep_overlap_seconds;
const _errs149 = errors;
if(!(((typeof data68 == "number") && (!(data68 % 1) && !isNaN(data68))) && (isFinite(data68)))){
validate10.errors = [{instancePath:instancePath+"/limits/sweep_overlap_seconds",schemaPath:"#/properties/limits/properties/sweep_overlap_seconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs149){
if((typeof data68 == "number") && (isFinite(data68))){
if(data68 < 0 || isNaN(data68)){
validate10.errors = [{instancePath:instancePath+"/limits/sweep_overlap_seconds",schemaPath:"#/properties/limits/properties/sweep_overlap_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid19 = _errs149 === errors;
}
else {
var valid19 = true;
}
if(valid19){
if(data64.sweep_every_seconds !== undefined){
let data69 = data64.sweep_every_seconds;
const _errs151 = errors;
if(!(((typeof data69 == "number") && (!(data69 % 1) && !isNaN(data69))) && (isFinite(data69)))){
validate10.errors = [{instancePath:instancePath+"/limits/sweep_every_seconds",schemaPath:"#/properties/limits/properties/sweep_every_seconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs151){
if((typeof data69 == "number") && (isFinite(data69))){
if(data69 < 0 || isNaN(data69)){
validate10.errors = [{instancePath:instancePath+"/limits/sweep_every_seconds",schemaPath:"#/properties/limits/properties/sweep_every_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid19 = _errs151 === errors;
}
else {
var valid19 = true;
}
if(valid19){
if(data64.lag_seconds !== undefined){
let data70 = data64.lag_seconds;
const _errs153 = errors;
if(!(((typeof data70 == "number") && (!(data70 % 1) && !isNaN(data70))) && (isFinite(data70)))){
validate10.errors = [{instancePath:instancePath+"/limits/lag_seconds",schemaPath:"#/properties/limits/properties/lag_seconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs153){
if((typeof data70 == "number") && (isFinite(data70))){
if(data70 < 0 || isNaN(data70)){
validate10.errors = [{instancePath:instancePath+"/limits/lag_seconds",schemaPath:"#/properties/limits/properties/lag_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid19 = _errs153 === errors;
}
else {
var valid19 = true;
}
if(valid19){
if(data64.rebuild_step_seconds !== undefined){
let data71 = data64.rebuild_step_seconds;
const _errs155 = errors;
if(!(((typeof data71 == "number") && (!(data71 % 1) && !isNaN(data71))) && (isFinite(data71)))){
validate10.errors = [{instancePath:instancePath+"/limits/rebuild_step_seconds",schemaPath:"#/properties/limits/properties/rebuild_step_seconds/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs155){
if((typeof data71 == "number") && (isFinite(data71))){
if(data71 < 0 || isNaN(data71)){
validate10.errors = [{instancePath:instancePath+"/limits/rebuild_step_seconds",schemaPath:"#/properties/limits/properties/rebuild_step_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid19 = _errs155 === errors;
}
else {
var valid19 = true;
}
}
}
}
}
}
}
}
}
}
else {
validate10.errors = [{instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs140 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate10.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate10.errors = vErrors;
return errors === 0;
}

exports.CompleteAnswer = validate11;
const schema12 = {"title":"CompleteAnswer","description":"The run as stored.","type":"object","additionalProperties":false,"required":["state","counts","more"],"properties":{"state":{"type":"string","enum":["succeeded","failed"]},"counts":{"type":"object","additionalProperties":{"type":"integer","minimum":0}},"more":{"type":"boolean"}}};

function validate11(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((data.state === undefined) && (missing0 = "state")) || ((data.counts === undefined) && (missing0 = "counts"))) || ((data.more === undefined) && (missing0 = "more"))){
validate11.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((key0 === "state") || (key0 === "counts")) || (key0 === "more"))){
validate11.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.state !== undefined){
let data0 = data.state;
const _errs2 = errors;
if(typeof data0 !== "string"){
validate11.errors = [{instancePath:instancePath+"/state",schemaPath:"#/properties/state/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((data0 === "succeeded") || (data0 === "failed"))){
validate11.errors = [{instancePath:instancePath+"/state",schemaPath:"#/properties/state/enum",keyword:"enum",params:{allowedValues: schema12.properties.state.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.counts !== undefined){
let data1 = data.counts;
const _errs4 = errors;
if(errors === _errs4){
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
for(const key1 in data1){
let data2 = data1[key1];
const _errs7 = errors;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
validate11.errors = [{instancePath:instancePath+"/counts/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/counts/additionalProperties/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs7){
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
validate11.errors = [{instancePath:instancePath+"/counts/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/counts/additionalProperties/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid1 = _errs7 === errors;
if(!valid1){
break;
}
}
}
else {
validate11.errors = [{instancePath:instancePath+"/counts",schemaPath:"#/properties/counts/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.more !== undefined){
const _errs9 = errors;
if(typeof data.more !== "boolean"){
validate11.errors = [{instancePath:instancePath+"/more",schemaPath:"#/properties/more/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs9 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
else {
validate11.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate11.errors = vErrors;
return errors === 0;
}

exports.Failure = validate12;
const schema13 = {"title":"Failure","description":"What went wrong, for an operator.","type":"object","additionalProperties":false,"required":["kind","code","message","actions"],"properties":{"kind":{"type":"string","enum":["config","auth","rate_limit","transient","record","bug"]},"code":{"type":"string","maxLength":64,"pattern":"^[a-z0-9_]+$"},"message":{"type":"string","maxLength":2000},"actions":{"type":"array","items":{"type":"string","maxLength":500},"maxItems":10},"details":{"type":"object","additionalProperties":true}}};
const pattern8 = new RegExp("^[a-z0-9_]+$", "u");

function validate12(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((data.kind === undefined) && (missing0 = "kind")) || ((data.code === undefined) && (missing0 = "code"))) || ((data.message === undefined) && (missing0 = "message"))) || ((data.actions === undefined) && (missing0 = "actions"))){
validate12.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((((key0 === "kind") || (key0 === "code")) || (key0 === "message")) || (key0 === "actions")) || (key0 === "details"))){
validate12.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.kind !== undefined){
let data0 = data.kind;
const _errs2 = errors;
if(typeof data0 !== "string"){
validate12.errors = [{instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((data0 === "config") || (data0 === "auth")) || (data0 === "rate_limit")) || (data0 === "transient")) || (data0 === "record")) || (data0 === "bug"))){
validate12.errors = [{instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/enum",keyword:"enum",params:{allowedValues: schema13.properties.kind.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.code !== undefined){
let data1 = data.code;
const _errs4 = errors;
if(errors === _errs4){
if(typeof data1 === "string"){
if(func3(data1) > 64){
validate12.errors = [{instancePath:instancePath+"/code",schemaPath:"#/properties/code/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(!pattern8.test(data1)){
validate12.errors = [{instancePath:instancePath+"/code",schemaPath:"#/properties/code/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9_]+$"},message:"must match pattern \""+"^[a-z0-9_]+$"+"\""}];
return false;
}
}
}
else {
validate12.errors = [{instancePath:instancePath+"/code",schemaPath:"#/properties/code/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.message !== undefined){
let data2 = data.message;
const _errs6 = errors;
if(errors === _errs6){
if(typeof data2 === "string"){
if(func3(data2) > 2000){
validate12.errors = [{instancePath:instancePath+"/message",schemaPath:"#/properties/message/maxLength",keyword:"maxLength",params:{limit: 2000},message:"must NOT have more than 2000 characters"}];
return false;
}
}
else {
validate12.errors = [{instancePath:instancePath+"/message",schemaPath:"#/properties/message/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.actions !== undefined){
let data3 = data.actions;
const _errs8 = errors;
if(errors === _errs8){
if(Array.isArray(data3)){
if(data3.length > 10){
validate12.errors = [{instancePath:instancePath+"/actions",schemaPath:"#/properties/actions/maxItems",keyword:"maxItems",params:{limit: 10},message:"must NOT have more than 10 items"}];
return false;
}
else {
var valid1 = true;
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
const _errs10 = errors;
if(errors === _errs10){
if(typeof data4 === "string"){
if(func3(data4) > 500){
validate12.errors = [{instancePath:instancePath+"/actions/" + i0,schemaPath:"#/properties/actions/items/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"}];
return false;
}
}
else {
validate12.errors = [{instancePath:instancePath+"/actions/" + i0,schemaPath:"#/properties/actions/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid1 = _errs10 === errors;
if(!valid1){
break;
}
}
}
}
else {
validate12.errors = [{instancePath:instancePath+"/actions",schemaPath:"#/properties/actions/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.details !== undefined){
let data5 = data.details;
const _errs12 = errors;
if(errors === _errs12){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
}
else {
validate12.errors = [{instancePath:instancePath+"/details",schemaPath:"#/properties/details/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs12 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
else {
validate12.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate12.errors = vErrors;
return errors === 0;
}

exports.HeartbeatAnswer = validate13;
const schema14 = {"title":"HeartbeatAnswer","description":"Whether to go on.","type":"object","additionalProperties":false,"required":["stop","lease_expires_ms"],"properties":{"stop":{"type":"boolean"},"lease_expires_ms":{"type":"integer","minimum":0}}};

function validate13(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.stop === undefined) && (missing0 = "stop")) || ((data.lease_expires_ms === undefined) && (missing0 = "lease_expires_ms"))){
validate13.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!((key0 === "stop") || (key0 === "lease_expires_ms"))){
validate13.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.stop !== undefined){
const _errs2 = errors;
if(typeof data.stop !== "boolean"){
validate13.errors = [{instancePath:instancePath+"/stop",schemaPath:"#/properties/stop/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.lease_expires_ms !== undefined){
let data1 = data.lease_expires_ms;
const _errs4 = errors;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
validate13.errors = [{instancePath:instancePath+"/lease_expires_ms",schemaPath:"#/properties/lease_expires_ms/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs4){
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 0 || isNaN(data1)){
validate13.errors = [{instancePath:instancePath+"/lease_expires_ms",schemaPath:"#/properties/lease_expires_ms/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
else {
validate13.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate13.errors = vErrors;
return errors === 0;
}

exports.OfferAnswer = validate14;
const schema15 = {"title":"OfferAnswer","description":"Which of the offered records WordPress needs.","type":"object","additionalProperties":false,"required":["wanted","unchanged","stale"],"properties":{"wanted":{"type":"array","items":{"type":"string","pattern":"^[A-Za-z0-9]{18}$"}},"unchanged":{"type":"integer","minimum":0},"stale":{"type":"integer","minimum":0}}};

function validate14(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((data.wanted === undefined) && (missing0 = "wanted")) || ((data.unchanged === undefined) && (missing0 = "unchanged"))) || ((data.stale === undefined) && (missing0 = "stale"))){
validate14.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((key0 === "wanted") || (key0 === "unchanged")) || (key0 === "stale"))){
validate14.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.wanted !== undefined){
let data0 = data.wanted;
const _errs2 = errors;
if(errors === _errs2){
if(Array.isArray(data0)){
var valid1 = true;
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
const _errs4 = errors;
if(errors === _errs4){
if(typeof data1 === "string"){
if(!pattern7.test(data1)){
validate14.errors = [{instancePath:instancePath+"/wanted/" + i0,schemaPath:"#/properties/wanted/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9]{18}$"},message:"must match pattern \""+"^[A-Za-z0-9]{18}$"+"\""}];
return false;
}
}
else {
validate14.errors = [{instancePath:instancePath+"/wanted/" + i0,schemaPath:"#/properties/wanted/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid1 = _errs4 === errors;
if(!valid1){
break;
}
}
}
else {
validate14.errors = [{instancePath:instancePath+"/wanted",schemaPath:"#/properties/wanted/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.unchanged !== undefined){
let data2 = data.unchanged;
const _errs6 = errors;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
validate14.errors = [{instancePath:instancePath+"/unchanged",schemaPath:"#/properties/unchanged/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs6){
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
validate14.errors = [{instancePath:instancePath+"/unchanged",schemaPath:"#/properties/unchanged/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.stale !== undefined){
let data3 = data.stale;
const _errs8 = errors;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
validate14.errors = [{instancePath:instancePath+"/stale",schemaPath:"#/properties/stale/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs8){
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
validate14.errors = [{instancePath:instancePath+"/stale",schemaPath:"#/properties/stale/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
else {
validate14.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate14.errors = vErrors;
return errors === 0;
}

exports.Outcomes = validate15;
const schema16 = {"title":"Outcomes","description":"The answer to a delivery, per record.","type":"object","additionalProperties":false,"required":["delivery_id","outcomes","counts"],"properties":{"delivery_id":{"type":"string","maxLength":36},"outcomes":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["external_id","outcome","post_id"],"properties":{"external_id":{"type":"string","pattern":"^[A-Za-z0-9]{18}$"},"outcome":{"type":"string","enum":["created","updated","unchanged","withdrawn","held","rejected","waiting","stale","ignored"]},"post_id":{"type":["integer","null"],"minimum":0},"failure":{"type":"object","additionalProperties":false,"required":["kind","code","message","actions"],"properties":{"kind":{"type":"string","enum":["config","auth","rate_limit","transient","record","bug"]},"code":{"type":"string","maxLength":64,"pattern":"^[a-z0-9_]+$"},"message":{"type":"string","maxLength":2000},"actions":{"type":"array","items":{"type":"string","maxLength":500},"maxItems":10},"details":{"type":"object","additionalProperties":true}}}}}},"counts":{"type":"object","additionalProperties":{"type":"integer","minimum":0}}}};

function validate15(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((data.delivery_id === undefined) && (missing0 = "delivery_id")) || ((data.outcomes === undefined) && (missing0 = "outcomes"))) || ((data.counts === undefined) && (missing0 = "counts"))){
validate15.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((key0 === "delivery_id") || (key0 === "outcomes")) || (key0 === "counts"))){
validate15.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.delivery_id !== undefined){
let data0 = data.delivery_id;
const _errs2 = errors;
if(errors === _errs2){
if(typeof data0 === "string"){
if(func3(data0) > 36){
validate15.errors = [{instancePath:instancePath+"/delivery_id",schemaPath:"#/properties/delivery_id/maxLength",keyword:"maxLength",params:{limit: 36},message:"must NOT have more than 36 characters"}];
return false;
}
}
else {
validate15.errors = [{instancePath:instancePath+"/delivery_id",schemaPath:"#/properties/delivery_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.outcomes !== undefined){
let data1 = data.outcomes;
const _errs4 = errors;
if(errors === _errs4){
if(Array.isArray(data1)){
var valid1 = true;
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
const _errs6 = errors;
if(errors === _errs6){
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
let missing1;
if((((data2.external_id === undefined) && (missing1 = "external_id")) || ((data2.outcome === undefined) && (missing1 = "outcome"))) || ((data2.post_id === undefined) && (missing1 = "post_id"))){
validate15.errors = [{instancePath:instancePath+"/outcomes/" + i0,schemaPath:"#/properties/outcomes/items/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs8 = errors;
for(const key1 in data2){
if(!((((key1 === "external_id") || (key1 === "outcome")) || (key1 === "post_id")) || (key1 === "failure"))){
validate15.errors = [{instancePath:instancePath+"/outcomes/" + i0,schemaPath:"#/properties/outcomes/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs8 === errors){
if(data2.external_id !== undefined){
let data3 = data2.external_id;
const _errs9 = errors;
if(errors === _errs9){
if(typeof data3 === "string"){
if(!pattern7.test(data3)){
validate15.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/external_id",schemaPath:"#/properties/outcomes/items/properties/external_id/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9]{18}$"},message:"must match pattern \""+"^[A-Za-z0-9]{18}$"+"\""}];
return false;
}
}
else {
validate15.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/external_id",schemaPath:"#/properties/outcomes/items/properties/external_id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid2 = _errs9 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data2.outcome !== undefined){
let data4 = data2.outcome;
const _errs11 = errors;
if(typeof data4 !== "string"){
validate15.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/outcome",schemaPath:"#/properties/outcomes/items/properties/outcome/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((((((((data4 === "created") || (data4 === "updated")) || (data4 === "unchanged")) || (data4 === "withdrawn")) || (data4 === "held")) || (data4 === "rejected")) || (data4 === "waiting")) || (data4 === "stale")) || (data4 === "ignored"))){
validate15.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/outcome",schemaPath:"#/properties/outcomes/items/properties/outcome/enum",keyword:"enum",params:{allowedValues: schema16.properties.outcomes.items.properties.outcome.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid2 = _errs11 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data2.post_id !== undefined){
let data5 = data2.post_id;
const _errs13 = errors;
if((!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))) && (data5 !== null)){
validate15.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/post_id",schemaPath:"#/properties/outcomes/items/properties/post_id/type",keyword:"type",params:{type: schema16.properties.outcomes.items.properties.post_id.type},message:"must be integer,null"}];
return false;
}
if(errors === _errs13){
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 0 || isNaN(data5)){
validate15.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/post_id",schemaPath:"#/properties/outcomes/items/properties/post_id/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid2 = _errs13 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data2.failure !== undefined){
let data6 = data2.failure;
const _errs15 = errors;
if(errors === _errs15){
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
let missing2;
if(((((data6.kind === undefined) && (missing2 = "kind")) || ((data6.code === undefined) && (missing2 = "code"))) || ((data6.message === undefined) && (missing2 = "message"))) || ((data6.actions === undefined) && (missing2 = "actions"))){
validate15.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/failure",schemaPath:"#/properties/outcomes/items/properties/failure/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs17 = errors;
for(const key2 in data6){
if(!(((((key2 === "kind") || (key2 === "code")) || (key2 === "message")) || (key2 === "actions")) || (key2 === "details"))){
validate15.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/failure",schemaPath:"#/properties/outcomes/items/properties/failure/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs17 === errors){
if(data6.kind !== undefined){
let data7 = data6.kind;
const _errs18 = errors;
if(typeof data7 !== "string"){
validate15.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/failure/kind",schemaPath:"#/properties/outcomes/items/properties/failure/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((data7 === "config") || (data7 === "auth")) || (data7 === "rate_limit")) || (data7 === "transient")) || (data7 === "record")) || (data7 === "bug"))){
validate15.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/failure/kind",schemaPath:"#/properties/outcomes/items/properties/failure/properties/kind/enum",keyword:"enum",params:{allowedValues: schema16.properties.outcomes.items.properties.failure.properties.kind.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid3 = _errs18 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data6.code !== undefined){
let data8 = data6.code;
const _errs20 = errors;
if(errors === _errs20){
if(typeof data8 === "string"){
if(func3(data8) > 64){
validate15.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/failure/code",schemaPath:"#/properties/outcomes/items/properties/failure/properties/code/maxLength",keyword:"maxLength",params:{limit: 64},message:"must NOT have more than 64 characters"}];
return false;
}
else {
if(!pattern8.test(data8)){
validate15.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/failure/code",schemaPath:"#/properties/outcomes/items/properties/failure/properties/code/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9_]+$"},message:"must match pattern \""+"^[a-z0-9_]+$"+"\""}];
return false;
}
}
}
else {
validate15.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/failure/code",schemaPath:"#/properties/outcomes/items/properties/failure/properties/code/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid3 = _errs20 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data6.message !== undefined){
let data9 = data6.message;
const _errs22 = errors;
if(errors === _errs22){
if(typeof data9 === "string"){
if(func3(data9) > 2000){
validate15.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/failure/message",schemaPath:"#/properties/outcomes/items/properties/failure/properties/message/maxLength",keyword:"maxLength",params:{limit: 2000},message:"must NOT have more than 2000 characters"}];
return false;
}
}
else {
validate15.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/failure/message",schemaPath:"#/properties/outcomes/items/properties/failure/properties/message/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid3 = _errs22 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data6.actions !== undefined){
let data10 = data6.actions;
const _errs24 = errors;
if(errors === _errs24){
if(Array.isArray(data10)){
if(data10.length > 10){
validate15.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/failure/actions",schemaPath:"#/properties/outcomes/items/properties/failure/properties/actions/maxItems",keyword:"maxItems",params:{limit: 10},message:"must NOT have more than 10 items"}];
return false;
}
else {
var valid4 = true;
const len1 = data10.length;
for(let i1=0; i1<len1; i1++){
let data11 = data10[i1];
const _errs26 = errors;
if(errors === _errs26){
if(typeof data11 === "string"){
if(func3(data11) > 500){
validate15.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/failure/actions/" + i1,schemaPath:"#/properties/outcomes/items/properties/failure/properties/actions/items/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"}];
return false;
}
}
else {
validate15.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/failure/actions/" + i1,schemaPath:"#/properties/outcomes/items/properties/failure/properties/actions/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid4 = _errs26 === errors;
if(!valid4){
break;
}
}
}
}
else {
validate15.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/failure/actions",schemaPath:"#/properties/outcomes/items/properties/failure/properties/actions/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid3 = _errs24 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data6.details !== undefined){
let data12 = data6.details;
const _errs28 = errors;
if(errors === _errs28){
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
}
else {
validate15.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/failure/details",schemaPath:"#/properties/outcomes/items/properties/failure/properties/details/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid3 = _errs28 === errors;
}
else {
var valid3 = true;
}
}
}
}
}
}
}
}
else {
validate15.errors = [{instancePath:instancePath+"/outcomes/" + i0+"/failure",schemaPath:"#/properties/outcomes/items/properties/failure/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid2 = _errs15 === errors;
}
else {
var valid2 = true;
}
}
}
}
}
}
}
else {
validate15.errors = [{instancePath:instancePath+"/outcomes/" + i0,schemaPath:"#/properties/outcomes/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid1 = _errs6 === errors;
if(!valid1){
break;
}
}
}
else {
validate15.errors = [{instancePath:instancePath+"/outcomes",schemaPath:"#/properties/outcomes/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.counts !== undefined){
let data13 = data.counts;
const _errs31 = errors;
if(errors === _errs31){
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
for(const key3 in data13){
let data14 = data13[key3];
const _errs34 = errors;
if(!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14)))){
validate15.errors = [{instancePath:instancePath+"/counts/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/counts/additionalProperties/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs34){
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 < 0 || isNaN(data14)){
validate15.errors = [{instancePath:instancePath+"/counts/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/counts/additionalProperties/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid5 = _errs34 === errors;
if(!valid5){
break;
}
}
}
else {
validate15.errors = [{instancePath:instancePath+"/counts",schemaPath:"#/properties/counts/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs31 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
else {
validate15.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate15.errors = vErrors;
return errors === 0;
}

exports.RebuildAnswer = validate16;
const schema17 = {"title":"RebuildAnswer","description":"How far the rebuild is.","type":"object","additionalProperties":false,"required":["finished","phase","done","total","differed"],"properties":{"finished":{"type":"boolean"},"phase":{"type":"string","enum":["deriving","comparing","swapping","purging","finished"]},"done":{"type":"integer","minimum":0},"total":{"type":["integer","null"],"minimum":0},"differed":{"type":"integer","minimum":0}}};

function validate16(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((data.finished === undefined) && (missing0 = "finished")) || ((data.phase === undefined) && (missing0 = "phase"))) || ((data.done === undefined) && (missing0 = "done"))) || ((data.total === undefined) && (missing0 = "total"))) || ((data.differed === undefined) && (missing0 = "differed"))){
validate16.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((((key0 === "finished") || (key0 === "phase")) || (key0 === "done")) || (key0 === "total")) || (key0 === "differed"))){
validate16.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.finished !== undefined){
const _errs2 = errors;
if(typeof data.finished !== "boolean"){
validate16.errors = [{instancePath:instancePath+"/finished",schemaPath:"#/properties/finished/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.phase !== undefined){
let data1 = data.phase;
const _errs4 = errors;
if(typeof data1 !== "string"){
validate16.errors = [{instancePath:instancePath+"/phase",schemaPath:"#/properties/phase/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!(((((data1 === "deriving") || (data1 === "comparing")) || (data1 === "swapping")) || (data1 === "purging")) || (data1 === "finished"))){
validate16.errors = [{instancePath:instancePath+"/phase",schemaPath:"#/properties/phase/enum",keyword:"enum",params:{allowedValues: schema17.properties.phase.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.done !== undefined){
let data2 = data.done;
const _errs6 = errors;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
validate16.errors = [{instancePath:instancePath+"/done",schemaPath:"#/properties/done/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs6){
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
validate16.errors = [{instancePath:instancePath+"/done",schemaPath:"#/properties/done/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.total !== undefined){
let data3 = data.total;
const _errs8 = errors;
if((!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))) && (data3 !== null)){
validate16.errors = [{instancePath:instancePath+"/total",schemaPath:"#/properties/total/type",keyword:"type",params:{type: schema17.properties.total.type},message:"must be integer,null"}];
return false;
}
if(errors === _errs8){
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 < 0 || isNaN(data3)){
validate16.errors = [{instancePath:instancePath+"/total",schemaPath:"#/properties/total/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.differed !== undefined){
let data4 = data.differed;
const _errs10 = errors;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
validate16.errors = [{instancePath:instancePath+"/differed",schemaPath:"#/properties/differed/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs10){
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 0 || isNaN(data4)){
validate16.errors = [{instancePath:instancePath+"/differed",schemaPath:"#/properties/differed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
else {
validate16.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate16.errors = vErrors;
return errors === 0;
}

exports.TokenAnswer = validate17;
const schema18 = {"title":"TokenAnswer","description":"A fresh Salesforce access token.","type":"object","additionalProperties":false,"required":["access_token","instance_url","generation","api_version","org_id"],"properties":{"access_token":{"type":"string","maxLength":4000},"instance_url":{"type":"string","maxLength":500},"generation":{"type":"integer","minimum":0},"api_version":{"type":"string","maxLength":8,"pattern":"^[0-9]{2,3}\\.0$"},"org_id":{"type":["string","null"],"maxLength":18}}};

function validate17(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((((((data.access_token === undefined) && (missing0 = "access_token")) || ((data.instance_url === undefined) && (missing0 = "instance_url"))) || ((data.generation === undefined) && (missing0 = "generation"))) || ((data.api_version === undefined) && (missing0 = "api_version"))) || ((data.org_id === undefined) && (missing0 = "org_id"))){
validate17.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((((key0 === "access_token") || (key0 === "instance_url")) || (key0 === "generation")) || (key0 === "api_version")) || (key0 === "org_id"))){
validate17.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.access_token !== undefined){
let data0 = data.access_token;
const _errs2 = errors;
if(errors === _errs2){
if(typeof data0 === "string"){
if(func3(data0) > 4000){
validate17.errors = [{instancePath:instancePath+"/access_token",schemaPath:"#/properties/access_token/maxLength",keyword:"maxLength",params:{limit: 4000},message:"must NOT have more than 4000 characters"}];
return false;
}
}
else {
validate17.errors = [{instancePath:instancePath+"/access_token",schemaPath:"#/properties/access_token/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.instance_url !== undefined){
let data1 = data.instance_url;
const _errs4 = errors;
if(errors === _errs4){
if(typeof data1 === "string"){
if(func3(data1) > 500){
validate17.errors = [{instancePath:instancePath+"/instance_url",schemaPath:"#/properties/instance_url/maxLength",keyword:"maxLength",params:{limit: 500},message:"must NOT have more than 500 characters"}];
return false;
}
}
else {
validate17.errors = [{instancePath:instancePath+"/instance_url",schemaPath:"#/properties/instance_url/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs4 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.generation !== undefined){
let data2 = data.generation;
const _errs6 = errors;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
validate17.errors = [{instancePath:instancePath+"/generation",schemaPath:"#/properties/generation/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs6){
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
validate17.errors = [{instancePath:instancePath+"/generation",schemaPath:"#/properties/generation/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
var valid0 = _errs6 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.api_version !== undefined){
let data3 = data.api_version;
const _errs8 = errors;
if(errors === _errs8){
if(typeof data3 === "string"){
if(func3(data3) > 8){
validate17.errors = [{instancePath:instancePath+"/api_version",schemaPath:"#/properties/api_version/maxLength",keyword:"maxLength",params:{limit: 8},message:"must NOT have more than 8 characters"}];
return false;
}
else {
if(!pattern0.test(data3)){
validate17.errors = [{instancePath:instancePath+"/api_version",schemaPath:"#/properties/api_version/pattern",keyword:"pattern",params:{pattern: "^[0-9]{2,3}\\.0$"},message:"must match pattern \""+"^[0-9]{2,3}\\.0$"+"\""}];
return false;
}
}
}
else {
validate17.errors = [{instancePath:instancePath+"/api_version",schemaPath:"#/properties/api_version/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs8 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.org_id !== undefined){
let data4 = data.org_id;
const _errs10 = errors;
if((typeof data4 !== "string") && (data4 !== null)){
validate17.errors = [{instancePath:instancePath+"/org_id",schemaPath:"#/properties/org_id/type",keyword:"type",params:{type: schema18.properties.org_id.type},message:"must be string,null"}];
return false;
}
if(errors === _errs10){
if(typeof data4 === "string"){
if(func3(data4) > 18){
validate17.errors = [{instancePath:instancePath+"/org_id",schemaPath:"#/properties/org_id/maxLength",keyword:"maxLength",params:{limit: 18},message:"must NOT have more than 18 characters"}];
return false;
}
}
}
var valid0 = _errs10 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
else {
validate17.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate17.errors = vErrors;
return errors === 0;
}
