using Xunit.Abstractions;
using Xunit.Sdk;

namespace Pipeline.Tests.Faults.Running;

/// <summary>Takes the processes in turn, so that none of them crashes more often than its supervisor forgives.</summary>
public sealed class ByProcessInTurn : ITestCaseOrderer
{
    public const string Type = "Pipeline.Tests.Faults.Running.ByProcessInTurn";
    public const string Assembly = "Pipeline.Tests.Faults";

    public IEnumerable<TTestCase> OrderTestCases<TTestCase>(IEnumerable<TTestCase> testCases)
        where TTestCase : ITestCase =>
        testCases.GroupBy(test => (string)test.TestMethodArguments[0] switch { var point => point.Split('.')[0] }, StringComparer.Ordinal)
            .SelectMany(process => process.OrderBy(test => (string)test.TestMethodArguments[0], StringComparer.Ordinal).Select((test, turn) => (test, turn)))
            .OrderBy(next => next.turn)
            .Select(next => next.test);
}
