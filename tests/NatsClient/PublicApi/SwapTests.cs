using System.Reflection;
using System.Text.RegularExpressions;
using NATS.Client.Core;
using Pipeline.Tests.TestKit;

namespace Pipeline.Tests.NatsClient.PublicApi;

/// <summary>
/// The official packages can take the place of shared/Nats without a changed line: whatever the other assemblies take from it has a twin
/// there. They are read as compiled, so nothing that a line of code can name is overlooked but constants, which PublicApiTests holds.
/// </summary>
public sealed partial class SwapTests
{
    private static readonly Assembly Client = typeof(NatsConnection).Assembly;

    // The client and what is made for its inside go; everything else stays.
    private static readonly string[] Leaving = ["Nats", "NatsClient", "MicroBenchmarks"];

    public static TheoryData<string> Staying => [.. Projects().Except(Leaving)];

    [Theory]
    [MemberData(nameof(Staying))]
    public void What_a_project_uses_of_the_client_has_a_twin_in_the_official_packages(string project)
    {
        var twins = Twins();

        var without = UsedMembers.Of(AssemblyOf(project), Client.GetName().Name!).Where(used => !twins.Contains(used));

        Assert.True(!without.Any(), $"{project} uses what NATS.Net 3.1.0 has not (see shared/Nats/PublicApi.txt):\n{string.Join('\n', without)}");
    }

    [Fact]
    public void The_scan_sees_what_is_used()
    {
        var used = UsedMembers.Of(AssemblyOf("Messaging"), Client.GetName().Name!);

        Assert.Contains("NATS.Client.Core.NatsConnection", used);
        Assert.Contains("NATS.Client.Core.NatsConnection::.ctor(NATS.Client.Core.NatsOpts)", used);
        Assert.Contains("NATS.Client.Core.NatsMsg`1::get_Data()", used);
        Assert.DoesNotContain(used, key => key.Contains("Pipeline.", StringComparison.Ordinal));
    }

    [Fact]
    public void Nobody_but_its_own_tests_and_benchmarks_sees_the_clients_inside()
    {
        Assert.Equal(
            ["Pipeline.Tests.NatsClient", "Pipeline.Tests.MicroBenchmarks"],
            Client.GetCustomAttributes<System.Runtime.CompilerServices.InternalsVisibleToAttribute>().Select(it => it.AssemblyName));
    }

    /// <summary>Keys of all types and members that the baseline lists, and of those they inherit from the framework.</summary>
    private static HashSet<string> Twins()
    {
        var listed = PublicSurface.TypesOf(Client).SelectMany(type =>
            PublicSurface.MembersOf(type).SelectMany(it => KeysOf(it.Member)).Append(SignatureKey.Of(type).Split('<')[0]).Concat(Inherited(type)));
        return [.. listed];
    }

    private static IEnumerable<string> KeysOf(MemberInfo member) => member switch
    {
        PropertyInfo property => property.GetAccessors().Select(SignatureKey.Of),
        EventInfo happening => new[] { happening.AddMethod!, happening.RemoveMethod! }.Select(SignatureKey.Of),
        Type handler => [$"{SignatureKey.Of(handler).Split('<')[0]}::.ctor(System.Object,System.IntPtr)", SignatureKey.Of(handler.GetMethod("Invoke")!)],
        _ => [SignatureKey.Of(member)],
    };

    // A record's copy, and what every object has, may be called on our types and is not in the list.
    private static IEnumerable<string> Inherited(Type type) =>
        type.GetMethods().Where(method => method.Name is "<Clone>$" or "op_Equality" or "op_Inequality" or "ToString" or "Equals" or "GetHashCode")
            .Select(method => SignatureKey.Of(method));

    private static IEnumerable<string> Projects() =>
        ProjectPath().Matches(File.ReadAllText(RepositoryRoot.Path("Pipeline.sln"))).Select(match => match.Groups["name"].Value);

    private static string AssemblyOf(string project)
    {
        var folder = RepositoryRoot.Path("artifacts", "bin", project, BuiltExecutable.Configuration);
        return new[] { $"Pipeline.{project}.dll", $"Pipeline.Tests.{project}.dll" }.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"{project} is not built; run ./pipeline test, which builds all of the solution.");
    }

    [GeneratedRegex(@"(?<name>\w+)\.csproj")]
    private static partial Regex ProjectPath();
}
