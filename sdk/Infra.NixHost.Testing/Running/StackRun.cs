using Infra.NixHost.Hosts;
using Infra.NixHost.Provider.Configuration;
using Infra.NixHost.Provider.Definitions;
using Infra.NixHost.Testing.Stacks;
using Infra.Protocol.Values;

namespace Infra.NixHost.Testing.Running;

/// <summary>Runs a program with the provider on a host.</summary>
internal static class StackRun
{
    /// <summary>Previews a program on a host in memory.</summary>
    public static Task<StackPlan> PreviewAsync(
        NixHostTestOptions options,
        Func<Task<int>> program
    ) =>
        InTurnAsync(
            options,
            host =>
                RunAsync(
                    options,
                    (host.Fake, host.StateOf(options)),
                    program,
                    isPreview: true,
                    Reports(host, options)
                )
        );

    /// <summary>Previews a program and then runs it on a host in memory.</summary>
    public static Task<StackPlan> UpAsync(NixHostTestOptions options, Func<Task<int>> program) =>
        InTurnAsync(
            options,
            async host =>
            {
                var stack = (host.Fake, host.StateOf(options));
                var reports = Reports(host, options);
                await RunAsync(options, stack, program, isPreview: true, reports);
                return await RunAsync(options, stack, program, isPreview: false, reports);
            }
        );

    /// <summary>Previews a program on any host, without a former state.</summary>
    public static Task<StackPlan> PreviewAsync(
        NixHostTestOptions options,
        INixHost host,
        Func<Task<int>> program
    ) => RunAsync(options, (host, new(StringComparer.Ordinal)), program, isPreview: true, _ => { });

    private static async Task<StackPlan> RunAsync(
        NixHostTestOptions options,
        (INixHost Host, OrderedDictionary<string, Step> State) stack,
        Func<Task<int>> program,
        bool isPreview,
        Action<PropertyMap> beforeGuest
    )
    {
        var directory = ProgramFolder.Find(options.Directory);
        var (record, log) = (new RunRecord(), new RecordingLog());
        var state = isPreview
            ? new OrderedDictionary<string, Step>(stack.State, StringComparer.Ordinal)
            : stack.State;
        var engine = new StackEngine(log, directory)
        {
            State = state,
            Elsewhere = options.Hosts.ToDictionary(h => h.Key, INixHost (h) => h.Value.Fake),
        };
        engine.Start(stack.Host, TimeProvider.System);
        var own = new NixHostResources(engine, record, isPreview) { BeforeGuest = beforeGuest };
        using var monitor = new StackMonitor(
            options,
            record,
            own,
            new OtherResources(options, record, isPreview)
        );
        await using (var server = await MonitorServer.StartAsync(monitor, new StackLog(record)))
        {
            var code = await ProgramStart.RunAsync(
                options,
                directory,
                (server.Address, isPreview),
                program
            );
            // A program that lost its engine ends without a word.
            if (code != 0 && record.IsSound)
            {
                record.Add($"The program failed with the exit code {code}.");
            }
        }

        if (record.IsSound)
        {
            await own.DeleteRestAsync();
        }

        engine.Finish();
        record.Require();
        return new([.. record.Resources], record.Outputs, [.. log.Warnings, .. record.Warnings]);
    }

    private static async Task<StackPlan> InTurnAsync(
        NixHostTestOptions options,
        Func<TestHost, Task<StackPlan>> run
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        var host = options.Host ?? new TestHost();
        var held = new Stack<TestHost>();
        try
        {
            foreach (var one in options.Hosts.Values.Append(host).Distinct().OrderBy(h => h.Order))
            {
                await one.Gate.WaitAsync();
                held.Push(one);
                one.Describe();
                one.Fake.FakeStore.Here = host.Fake.FakeStore.Here;
            }

            Configure(host, options);
            return await run(host);
        }
        finally
        {
            foreach (var one in held)
            {
                one.Gate.Release();
            }

            if (options.Host is null)
            {
                host.Dispose();
            }
        }
    }

    /// <summary>What guests will report is told to every host, because any of them may start one.</summary>
    private static Action<PropertyMap> Reports(TestHost host, NixHostTestOptions options) =>
        inputs =>
        {
            foreach (var one in options.Hosts.Values.Append(host))
            {
                one.Guests.Configure(inputs);
            }
        };

    /// <summary>Applies what the stack's configuration says of the provider.</summary>
    private static void Configure(TestHost host, NixHostTestOptions options)
    {
        var (failures, record) = (new CheckFailures(), new RunRecord());
        var configuration = ProviderConfiguration.Check(
            PropertyMap.Create(
                options
                    .Config.Where(c =>
                        c.Key.StartsWith(NixHostResources.Prefix, StringComparison.Ordinal)
                    )
                    .Select(c =>
                        KeyValuePair.Create(
                            c.Key[NixHostResources.Prefix.Length..],
                            (PropertyValue)c.Value
                        )
                    )
            ),
            failures
        );
        foreach (var (path, reason) in failures.Found)
        {
            record.Add("provider", "nixhost", path, reason);
        }

        record.Require();
        var settings = ProviderConfiguration.Read(configuration);
        host.Fake.Options = host.Fake.Options with
        {
            ImageDirectory = settings.ImageDirectory,
            Limits = settings.Limits,
        };
    }
}
