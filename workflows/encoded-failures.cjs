// @ts-check
// The words of a failure go into a payload, which the codec locks. CommonJS, since the SDK requires it.
const { DefaultFailureConverter } = require('@temporalio/common');

exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
