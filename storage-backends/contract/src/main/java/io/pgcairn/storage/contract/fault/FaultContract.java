package io.pgcairn.storage.contract.fault;

/**
 * What every remote store makes of a network and a server that fail. A backend's test class implements this beside the
 * contract of objects. The keys of each test are new, so what other tests left does not matter.
 */
public interface FaultContract extends PassingFaults, LastingFaults, ErrorAnswers, OthersObjects, ChaosContract {}
