using Infra.NixHost.Hosts;
using Infra.NixHost.Hosts.Libvirt;
using Infra.NixHost.Provider.Resources;
using Infra.NixHost.Provider.Tests.Fakes;
using Infra.Protocol;
using Infra.Protocol.Values;

namespace Infra.NixHost.Provider.Tests.Resources;

/// <summary>A state that was edited or damaged is an error that the user can mend, and never a bug.</summary>
internal sealed class DamagedStateTests : OwnershipTest
{
    [TestCaseSource(nameof(Kinds))]
    public async Task A_damaged_state_is_a_named_error_or_works(
        string type,
        PropertyMap inputs,
        PropertyMap changed
    )
    {
        await Stack.UpAsync(type, "x", inputs);
        Stack.Restart();
        var sound = Stack.StateOf(type, "x");
        foreach (var damaged in Damage(sound))
        {
            foreach (var operation in Operations(type, changed))
            {
                Stack.Put(type, "x", damaged);
                Stack.Restart();
                await IsNoBugAsync(operation);
            }
        }
    }

    private static IEnumerable<Step> Damage(Step sound)
    {
        foreach (var id in new[] { "", "5", "no uuid", "/", "\0", new string('x', 5000) })
        {
            yield return sound with
            {
                Id = id,
            };
        }

        PropertyValue[] wrong =
        [
            7,
            -1.5,
            true,
            "text",
            PropertyValue.Null.Instance,
            PropertyValue.List([1, "a"]),
            PropertyMap.Of(("a", 1)),
        ];
        foreach (var value in wrong)
        {
            yield return sound with
            {
                Outputs = sound.Outputs.Select((_, _) => value),
            };
        }

        yield return sound with
        {
            Outputs = PropertyMap.Empty,
        };
        yield return sound with
        {
            Outputs = PropertyMap.Empty.With(Owners.Output, sound.Outputs[Owners.Output]),
        };
    }

    private IEnumerable<Func<Task>> Operations(string type, PropertyMap changed) =>
        [
            () => Stack.PreviewAsync(type, "x", changed),
            () => Stack.UpAsync(type, "x", changed),
            () => Stack.RefreshAsync(type, "x"),
            () => Stack.DestroyAsync(type, "x"),
        ];

    private static async Task IsNoBugAsync(Func<Task> operation)
    {
        try
        {
            await operation();
        }
        catch (Exception e)
            when (e
                    is HostException
                        or InfraException
                        or LibvirtException
                        or InitFailedException
                        or CheckFailedException
            )
        {
            // An error with a next step is what the user gets.
        }
    }
}
